import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { post } from '../api/client';
import type { Session } from '../api/types';
import { showSession } from '../shell/useSession';
import type { InvitationPreview } from './types';

const PATH = '/api/organisations/invitations';

export function useInvitation(token: string) {
  return useQuery({
    queryKey: ['invitation', token],
    queryFn: () => post<InvitationPreview>(`${PATH}/preview`, { token }),
    // It lets in whoever has it: it must not outlive the page.
    gcTime: 0,
  });
}

/** Joins, and switches there. */
export function useAcceptInvitation(token: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => post<Session>(`${PATH}/accept`, { token }),
    onSuccess: (session) => showSession(queryClient, session),
    gcTime: 0,
  });
}
