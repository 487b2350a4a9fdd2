import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post, remove } from '../api/client';
import type { ApiKey, Capability, CreatedApiKey, NewApiKey, RevocationReceipt, RotatedApiKey } from './types';

const KEYS = ['keys'];

export function useKeys() {
  return useQuery({
    queryKey: KEYS,
    queryFn: () => get<ApiKey[]>('/api/keys'),
  });
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

export interface Rotation {
  key: ApiKey;
  overlapSeconds: number;
  capabilities: string[];
}

export function useRotateKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ key, overlapSeconds, capabilities }: Rotation) =>
      post<RotatedApiKey>(`${pathOf(key)}/rotate`, { overlapSeconds, capabilities }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: KEYS }),
    // As for a creation.
    gcTime: 0,
  });
}

export function useRevokeKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (key: ApiKey) => remove<RevocationReceipt>(pathOf(key)),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: KEYS }),
  });
}

function pathOf(key: ApiKey): string {
  return `/api/keys/${encodeURIComponent(key.id)}`;
}
