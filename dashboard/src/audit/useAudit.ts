import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { get, request } from '../api/client';
import { nextPage } from '../api/nextPage';
import { queryOf, type AuditFilter } from './filter';
import type { AuditEntry, ChainCheck } from './types';

const PAGE = '50';

interface Page {
  entries: AuditEntry[];
  next: string | null;
}

/** The trail, newest first, page by page. */
export function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) => fetchPage(pageParam ?? firstPage(filter)),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export function useChainCheck() {
  return useMutation({ mutationFn: () => get<ChainCheck>('/api/audit/verify') });
}

async function fetchPage(path: string): Promise<Page> {
  const response = await request('GET', path);
  return {
    entries: (await response.json()) as AuditEntry[],
    next: nextPage(response.headers.get('Link')),
  };
}

function firstPage(filter: AuditFilter): string {
  const query = queryOf(filter, Date.now());
  query.set('limit', PAGE);
  return `/api/audit?${query.toString()}`;
}
