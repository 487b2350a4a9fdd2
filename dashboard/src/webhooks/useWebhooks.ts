import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, patch, post, request } from '../api/client';
import { nextPage } from '../api/nextPage';
import type { Delivery, Webhook, WebhookChange, WebhookWithSecret } from './types';

const WEBHOOKS = ['webhooks'];
const DELIVERIES = ['webhook-deliveries'];
/** What was sent is answered within seconds, and its reader waits for that. */
const REFRESH_MS = 3_000;

interface Page {
  deliveries: Delivery[];
  next: string | null;
}

export function useWebhooks() {
  return useQuery({ queryKey: WEBHOOKS, queryFn: () => get<Webhook[]>('/api/webhooks') });
}

export function useCreateWebhook() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (wanted: WebhookChange) => post<WebhookWithSecret>('/api/webhooks', wanted),
    onSuccess: refresh,
    // The answer holds the secret: it must not outlive the dialog that shows it.
    gcTime: 0,
  });
}

export function useChangeWebhook() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ webhook, change }: { webhook: Webhook; change: WebhookChange }) =>
      patch<Webhook>(pathOf(webhook), change),
    onSuccess: refresh,
  });
}

export function useRotateSecret() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ webhook, overlapSeconds }: { webhook: Webhook; overlapSeconds: number }) =>
      post<WebhookWithSecret>(`${pathOf(webhook)}/rotate-secret`, { overlapSeconds }),
    onSuccess: refresh,
    // As for a creation.
    gcTime: 0,
  });
}

export function useDeleteWebhook() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (webhook: Webhook) => request('DELETE', pathOf(webhook)),
    onSuccess: refresh,
  });
}

export function useTestWebhook() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (webhook: Webhook) => post<Delivery>(`${pathOf(webhook)}/test`),
    onSuccess: refresh,
  });
}

export function useResend(webhook: Webhook) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (delivery: Delivery) =>
      post<Delivery>(`${pathOf(webhook)}/deliveries/${encodeURIComponent(delivery.id)}/resend`),
    onSuccess: refresh,
  });
}

/** Newest first, page by page. */
export function useDeliveries(webhook: Webhook) {
  return useInfiniteQuery({
    queryKey: [...DELIVERIES, webhook.id],
    queryFn: ({ pageParam }) => fetchPage(pageParam ?? `${pathOf(webhook)}/deliveries?limit=20`),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: REFRESH_MS,
  });
}

async function fetchPage(path: string): Promise<Page> {
  const response = await request('GET', path);
  return {
    deliveries: (await response.json()) as Delivery[],
    next: nextPage(response.headers.get('Link')),
  };
}

function useRefresh() {
  const queryClient = useQueryClient();
  return () => {
    void queryClient.invalidateQueries({ queryKey: WEBHOOKS });
    void queryClient.invalidateQueries({ queryKey: DELIVERIES });
  };
}

function pathOf(webhook: Webhook): string {
  return `/api/webhooks/${encodeURIComponent(webhook.id)}`;
}
