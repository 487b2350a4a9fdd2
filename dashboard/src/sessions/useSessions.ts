import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, remove } from '../api/client';
import type { Confirmation, SessionRecord } from '../api/types';

const SESSIONS = ['sessions'];

export function useSessions() {
  return useQuery({ queryKey: SESSIONS, queryFn: () => get<SessionRecord[]>('/api/sessions') });
}

export function useEndSession() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (session: SessionRecord) =>
      remove<Confirmation>(`/api/sessions/${encodeURIComponent(session.id)}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: SESSIONS }),
  });
}

export function useEndOtherSessions() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => remove<Confirmation & { ended: string[] }>('/api/sessions'),
    onSettled: () => queryClient.invalidateQueries({ queryKey: SESSIONS }),
  });
}
