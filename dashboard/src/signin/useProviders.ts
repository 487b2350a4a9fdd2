import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { Provider } from '../api/types';

/** The providers this server is set up for. */
export function useProviders() {
  return useQuery({ queryKey: ['providers'], queryFn: () => get<Provider[]>('/auth/providers') });
}
