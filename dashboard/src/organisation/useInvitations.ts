import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post, request } from '../api/client';
import type { CreatedInvitation, Invitation, NewInvitation } from './types';
import { organisationPath } from './useOrganisations';

function invitationsKey(organisation: string) {
  return ['organisations', organisation, 'invitations'];
}

function invitationsPath(organisation: string): string {
  return `${organisationPath(organisation)}/invitations`;
}

export function useInvitations(organisation: string) {
  return useQuery({
    queryKey: invitationsKey(organisation),
    queryFn: () => get<Invitation[]>(invitationsPath(organisation)),
  });
}

export function useInvite(organisation: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (invitation: NewInvitation) =>
      post<CreatedInvitation>(invitationsPath(organisation), invitation),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: invitationsKey(organisation) }),
    // The answer holds the link, which lets in whoever has it: it must not outlive its dialog.
    gcTime: 0,
  });
}

export function useRevokeInvitation(organisation: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (invitation: Invitation) =>
      request('DELETE', `${invitationsPath(organisation)}/${encodeURIComponent(invitation.id)}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: invitationsKey(organisation) }),
  });
}
