import { NativeSelect } from '@mantine/core';
import type { Role } from '../api/types';
import { notifyFailure, notifyReceipt } from '../feedback/notify';
import { strings } from '../strings';
import { nameOf, roleOptions, rolesToGive } from './roles';
import type { Member, Organisation } from './types';
import { useChangeRole } from './useMembers';

const text = strings.organisation;

/** A member's role, changed where it stands. */
export function RoleSelect({ organisation, member }: { organisation: Organisation; member: Member }) {
  const change = useChangeRole(organisation.id);
  const name = nameOf(member);
  const run = (role: Role) =>
    change.mutate(
      { member, role },
      {
        onSuccess: ({ replicas, confirmedInMs }) =>
          notifyReceipt(
            text.members.roleChanged(name, text.roles[role]),
            strings.common.confirmedBy(replicas, confirmedInMs),
          ),
        onError: (error) => notifyFailure(text.members.roleFailed, error),
      },
    );
  return (
    <NativeSelect
      size="xs"
      aria-label={text.members.role(name)}
      data={roleOptions(rolesToGive(organisation.role))}
      // What is being saved is shown at once, and taken back if it fails.
      value={change.isPending ? change.variables.role : member.role}
      disabled={change.isPending}
      onChange={(event) => run(event.currentTarget.value as Role)}
      data-testid="member-role"
    />
  );
}
