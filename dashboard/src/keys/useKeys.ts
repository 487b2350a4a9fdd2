import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post, request } from '../api/client';
import type { ApiKey, Capability, CreatedApiKey, NewApiKey, RevocationReceipt } from '../api/types';

const KEYS = ['keys'];

export function useKeys() {
  return useQuery({ queryKey: KEYS, queryFn: () => get<ApiKey[]>('/api/keys') });
}

export function useCapabilities() {
  return useQuery({
    queryKey: ['capabilities'],
    queryFn: () => get<Capability[]>('/api/capabilities'),
    staleTime: Infinity,
  });
}

export function useCreateKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (key: NewApiKey) => post<CreatedApiKey>('/api/keys', key),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: KEYS }),
    // The answer holds the secret: it must not outlive the dialog that shows it.
    gcTime: 0,
  });
}

export function useRevokeKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (key: ApiKey) => {
      const response = await request('DELETE', `/api/keys/${encodeURIComponent(key.id)}`);
      return (await response.json()) as RevocationReceipt;
    },
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: KEYS }),
  });
}
