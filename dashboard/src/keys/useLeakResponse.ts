import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, put } from '../api/client';
import type { LeakAnswer } from './types';

const LEAK_RESPONSE = ['leakResponse'];
const PATH = '/api/keys/leak-response';

export function useLeakResponse() {
  return useQuery({ queryKey: LEAK_RESPONSE, queryFn: () => get<{ response: LeakAnswer }>(PATH) });
}

export function useSetLeakResponse() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (response: LeakAnswer) => put<{ response: LeakAnswer }>(PATH, { response }),
    onSuccess: (saved) => queryClient.setQueryData(LEAK_RESPONSE, saved),
  });
}
