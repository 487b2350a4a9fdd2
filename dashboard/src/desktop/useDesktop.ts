import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, put, request } from '../api/client';
import type { Desktop } from '../api/types';
import { isTransient } from '../desktops/lifecycle';

const BUSY_MS = 1_000;
const CALM_MS = 4_000;

const keyOf = (id: string) => ['desktops', id];
const pathOf = (id: string) => `/v1/desktops/${encodeURIComponent(id)}`;

/** One desktop, looked at often enough to see who has control of it. */
export function useDesktop(id: string) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: () => get<Desktop>(pathOf(id)),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isTransient(data) ? BUSY_MS : CALM_MS),
  });
}

export function useTakeControl(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { screenshots: boolean; takeOver: boolean }) =>
      put<Desktop>(`${pathOf(id)}/control`, wanted),
    onSuccess: (desktop) => queryClient.setQueryData(keyOf(id), desktop),
  });
}

export function useHandBack(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => request('DELETE', `${pathOf(id)}/control`),
    onSuccess: () =>
      queryClient.setQueryData<Desktop>(keyOf(id), (desktop) => desktop && { ...desktop, control: null }),
  });
}
