import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, patch, remove, request } from '../api/client';
import type { Account, AccountReceipt, Identity } from './types';

const ACCOUNT = ['account'];

export function useAccount() {
  return useQuery({ queryKey: ACCOUNT, queryFn: () => get<Account>('/api/account') });
}

export function useRenameAccount() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => patch<unknown>('/api/account', { name }),
    // The name stands in the header and in many lists.
    onSuccess: () => queryClient.invalidateQueries(),
  });
}

export function useUnlink() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (identity: Identity) =>
      request('DELETE', `/api/account/identities/${encodeURIComponent(identity.id)}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ACCOUNT }),
  });
}

export function useDeleteAccount() {
  return useMutation({
    mutationFn: (email: string) =>
      remove<AccountReceipt>(`/api/account?confirm=${encodeURIComponent(email)}`),
  });
}
