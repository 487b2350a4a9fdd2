import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { Session } from '../api/types';

/** Who is signed in, and for which organisation. A 401 leads to the sign-in page, as everywhere. */
export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: () => get<Session>('/api/session'),
    staleTime: 60_000,
  });
}
