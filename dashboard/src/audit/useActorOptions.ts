import { useKeys } from '../keys/useKeys';
import { nameOf } from '../organisation/roles';
import { useMembers } from '../organisation/useMembers';
import { strings } from '../strings';

const text = strings.audit.filter;

interface Option {
  value: string;
  label: string;
}

/**
 * Who may have done something: members and keys. Somebody else who is being looked for, such as a former member, is
 * added.
 */
export function useActorOptions(
  organisation: string,
  chosen: string,
): (Option | { group: string; items: Option[] })[] {
  const members = useMembers(organisation).data ?? [];
  const keys = useKeys().data ?? [];
  const users = members.map((member) => ({ value: member.user.id, label: nameOf(member) }));
  const programs = keys.map(({ id, name, preview }) => ({ value: id, label: text.key(name, preview) }));
  const known = [...users, ...programs].some(({ value }) => value === chosen);
  return [
    { value: '', label: text.anyActor },
    { group: text.members, items: users },
    { group: text.keys, items: programs },
    ...(chosen !== '' && !known ? [{ group: text.others, items: [{ value: chosen, label: chosen }] }] : []),
  ];
}
