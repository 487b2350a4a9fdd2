import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, patch, post, remove } from '../api/client';
import type { Role } from '../api/types';
import type { DepartureReceipt, Member, RoleReceipt } from './types';
import { organisationPath } from './useOrganisations';

function membersKey(organisation: string) {
  return ['organisations', organisation, 'members'];
}

export function useMembers(organisation: string) {
  return useQuery({
    queryKey: membersKey(organisation),
    queryFn: () => get<Member[]>(`${organisationPath(organisation)}/members`),
  });
}

export function useChangeRole(organisation: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ member, role }: { member: Member; role: Role }) =>
      patch<RoleReceipt>(memberPath(organisation, member), { role }),
    // One's own role may have changed, too, and what one may see with it.
    onSettled: () => queryClient.invalidateQueries(),
  });
}

/** @param handOverTo the member who takes the keys; none if they are to be revoked */
export function useRemoveMember(organisation: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ member, handOverTo }: { member: Member; handOverTo: string | null }) => {
      const query = handOverTo === null ? '' : `?handOverTo=${encodeURIComponent(handOverTo)}`;
      return remove<DepartureReceipt>(memberPath(organisation, member) + query);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: membersKey(organisation) }),
  });
}

export function useLeave(organisation: string) {
  return useMutation({
    mutationFn: (handOverTo: string | null) =>
      post<DepartureReceipt>(
        `${organisationPath(organisation)}/leave`,
        handOverTo === null ? {} : { handOverTo },
      ),
  });
}

function memberPath(organisation: string, member: Member): string {
  return `${organisationPath(organisation)}/members/${encodeURIComponent(member.user.id)}`;
}
