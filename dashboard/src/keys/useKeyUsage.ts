import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { KeyUsage } from './types';

const HOUR = 3_600_000;
const SPANS = {
  day: { bucket: 'hour', length: 24 * HOUR },
  month: { bucket: 'day', length: 30 * 24 * HOUR },
} as const;

export type UsageRange = keyof typeof SPANS;

export function useKeyUsage(keyId: string, range: UsageRange) {
  return useQuery({
    queryKey: ['keys', keyId, 'usage', range],
    queryFn: () => get<KeyUsage>(`/api/keys/${encodeURIComponent(keyId)}/usage?${spanOf(range)}`),
    staleTime: 60_000,
  });
}

function spanOf(range: UsageRange): string {
  const { bucket, length } = SPANS[range];
  const now = Date.now();
  const from = new Date(now - length).toISOString();
  return new URLSearchParams({ from, to: new Date(now).toISOString(), bucket }).toString();
}
