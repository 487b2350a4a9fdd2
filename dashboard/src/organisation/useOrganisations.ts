import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { isNotFound } from '../api/ApiError';
import { get, patch, post, remove } from '../api/client';
import type { Session } from '../api/types';
import { refreshSession, showSession } from '../shell/useSession';
import type { DeletionReceipt, Organisation } from './types';

export const ORGANISATIONS = ['organisations'];

export function organisationPath(id: string): string {
  return `/api/organisations/${encodeURIComponent(id)}`;
}

/** All the caller is a member of; asked for only once somebody wants to see them. */
export function useOrganisations(enabled: boolean) {
  return useQuery({
    queryKey: ORGANISATIONS,
    queryFn: () => get<Organisation[]>('/api/organisations'),
    enabled,
  });
}

/** One of them. Whoever is no member any more has been taken elsewhere, and the session is asked where. */
export function useOrganisation(id: string) {
  return useQuery({
    queryKey: [...ORGANISATIONS, id],
    queryFn: async ({ client }) => {
      try {
        return await get<Organisation>(organisationPath(id));
      } catch (error) {
        if (isNotFound(error)) {
          void refreshSession(client);
        }
        throw error;
      }
    },
  });
}

export function useSwitchOrganisation() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => post<Session>(`${organisationPath(id)}/switch`),
    onSuccess: (session) => showSession(queryClient, session),
  });
}

/** Makes one and switches there: it is what its maker wants to see next. */
export function useCreateOrganisation() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (name: string) => {
      const created = await post<Organisation>('/api/organisations', { name });
      return post<Session>(`${organisationPath(created.id)}/switch`);
    },
    onSuccess: (session) => showSession(queryClient, session),
  });
}

export function useRenameOrganisation(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => patch<Organisation>(organisationPath(id), { name }),
    // The new name stands in the header, in the lists and in the sessions.
    onSuccess: () => queryClient.invalidateQueries(),
  });
}

export function useDeleteOrganisation() {
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      remove<DeletionReceipt>(`${organisationPath(id)}?confirm=${encodeURIComponent(name)}`),
  });
}
