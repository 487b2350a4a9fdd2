import type { KeyUsage, UsageBucket } from './types';

const hour = new Intl.DateTimeFormat('en', { weekday: 'short', hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** Requests that were answered with an error: denied, refused or failed. */
export function refusedIn({ statuses }: UsageBucket): number {
  return Object.entries(statuses)
    .filter(([status]) => Number(status) >= 400)
    .reduce((sum, [, requests]) => sum + requests, 0);
}

export function refusedInAll({ buckets }: KeyUsage): number {
  return buckets.reduce((sum, bucket) => sum + refusedIn(bucket), 0);
}

/** How often each status was answered, the most frequent first. */
export function statusesOf({ buckets }: KeyUsage): [string, number][] {
  const sums = new Map<string, number>();
  for (const { statuses } of buckets) {
    for (const [status, requests] of Object.entries(statuses)) {
      sums.set(status, (sums.get(status) ?? 0) + requests);
    }
  }
  return [...sums].toSorted(([, one], [, other]) => other - one);
}

/** When a bucket began: an hour in the reader's own time zone, but a day is one in UTC, as the service counts. */
export function bucketName(usage: KeyUsage, at: string): string {
  return (usage.bucket === 'hour' ? hour : day).format(Date.parse(at));
}
