import type { Role } from '../api/types';
import { strings } from '../strings';
import type { Member } from './types';

const ALL: Role[] = ['owner', 'admin', 'member'];

/** The roles that `mine` may give: only owners make owners. */
export function rolesToGive(mine: Role): Role[] {
  return mine === 'owner' ? ALL : ALL.filter((role) => role !== 'owner');
}

export function roleOptions(roles: readonly Role[]): { value: Role; label: string }[] {
  return roles.map((role) => ({ value: role, label: strings.organisation.roles[role] }));
}

/** Whether someone of role `mine` manages this other member. Nobody but owners touches an owner. */
export function mayManage(mine: Role, member: Member): boolean {
  return mine === 'owner' || (mine === 'admin' && member.role !== 'owner');
}

export function isLastOwner(member: Member, members: readonly Member[]): boolean {
  return member.role === 'owner' && members.filter(({ role }) => role === 'owner').length === 1;
}

export function nameOf({ user }: Member): string {
  return user.name ?? user.email;
}
