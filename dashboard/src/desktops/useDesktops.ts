import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { post, request } from '../api/client';
import type { Desktop, NewDesktop } from '../api/types';
import { pollInterval, type Action } from './lifecycle';
import { nextPage } from '../api/nextPage';

const DESKTOPS = ['desktops'];
const MAX_PAGES = 20;

export function useDesktops() {
  return useQuery({
    queryKey: DESKTOPS,
    queryFn: fetchDesktops,
    refetchInterval: (query) => pollInterval(query.state.data),
  });
}

export function useCreateDesktop() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (desktop: NewDesktop) => post<Desktop>('/v1/desktops', desktop),
    onSuccess: (created) => show(queryClient, (desktops) => [created, ...desktops]),
  });
}

export function useDesktopAction() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ desktop, action }: { desktop: Desktop; action: Action }) =>
      post<Desktop>(`/v1/desktops/${encodeURIComponent(desktop.id)}/${action}`),
    onSuccess: (changed) =>
      show(queryClient, (desktops) =>
        desktops.map((desktop) => (desktop.id === changed.id ? changed : desktop)),
      ),
    // Someone else may have changed it meanwhile (409): show how it stands now.
    onError: () => queryClient.invalidateQueries({ queryKey: DESKTOPS }),
  });
}

export function useDestroyDesktop() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (desktop: Desktop) => request('DELETE', `/v1/desktops/${encodeURIComponent(desktop.id)}`),
    onSuccess: (_, destroyed) =>
      show(queryClient, (desktops) =>
        desktops.map((desktop) =>
          desktop.id === destroyed.id ? { ...desktop, status: 'destroying' as const } : desktop,
        ),
      ),
  });
}

/** Shows what is known to be true at once, then asks for the whole list again. */
async function show(queryClient: QueryClient, change: (desktops: Desktop[]) => Desktop[]): Promise<void> {
  await queryClient.cancelQueries({ queryKey: DESKTOPS });
  queryClient.setQueryData<Desktop[]>(DESKTOPS, (desktops) => change(desktops ?? []));
  void queryClient.invalidateQueries({ queryKey: DESKTOPS });
}

async function fetchDesktops(): Promise<Desktop[]> {
  const desktops: Desktop[] = [];
  let page: string | null = '/v1/desktops';
  for (let count = 0; page !== null && count < MAX_PAGES; count++) {
    const response: Response = await request('GET', page);
    desktops.push(...((await response.json()) as Desktop[]));
    page = nextPage(response.headers.get('Link'));
  }
  return desktops;
}
