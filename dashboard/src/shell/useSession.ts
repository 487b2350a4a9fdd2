import { useQuery, type QueryClient } from '@tanstack/react-query';
import { get } from '../api/client';
import type { Session } from '../api/types';

const SESSION = ['session'];
/** What stays as it is wherever one is switched to. An invitation is no good once it was accepted. */
const OF_NO_ORGANISATION: readonly unknown[] = [...SESSION, 'invitation'];

/** Who is signed in, and for which organisation. A 401 leads to the sign-in page, as everywhere. */
export function useSession() {
  return useQuery({
    queryKey: SESSION,
    queryFn: async ({ client }) => {
      const session = await get<Session>('/api/session');
      forgetOnSwitch(client, session);
      return session;
    },
    staleTime: 60_000,
    // Another window of this browser may have switched to another organisation.
    refetchOnWindowFocus: 'always',
  });
}

/** Whether the caller manages the organisation, as its owners and admins do. */
export function useCanManage(): boolean {
  const role = useSession().data?.organisation.role;
  return role === 'owner' || role === 'admin';
}

/** Takes a session that a service has just answered as the current one. */
export function showSession(queryClient: QueryClient, session: Session): void {
  forgetOnSwitch(queryClient, session);
  queryClient.setQueryData(SESSION, session);
}

/** Asks again who and where one is: something has just changed it. */
export function refreshSession(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: SESSION });
}

/** Nothing of one organisation is ever shown in another, wherever the switch was made. */
function forgetOnSwitch(queryClient: QueryClient, next: Session): void {
  const shown = queryClient.getQueryData<Session>(SESSION);
  if (shown !== undefined && shown.organisation.id !== next.organisation.id) {
    // Not reset, which would ask again for what may be nobody's or another's by now.
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey.includes(shown.organisation.id) });
    void queryClient.resetQueries({ predicate: ({ queryKey }) => !OF_NO_ORGANISATION.includes(queryKey[0]) });
  }
}
