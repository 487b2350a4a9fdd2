import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Fact } from '../feedback/Fact';
import { RelativeTime } from '../feedback/RelativeTime';
import { strings } from '../strings';
import type { ApiKey, RequestLimit } from './types';

const text = strings.keys;
const WINDOWS: Record<number, string> = { 60: text.limitMinute, 3600: text.limitHour, 86400: text.limitDay };

/** When, by whom, from where, how much: what is known of a key that works. */
export function KeyFacts({ apiKey }: { apiKey: ApiKey }) {
  const { createdBy, owner, lastUsedAt, lastUsedIp, expiresAt, endsAt, limit } = apiKey;
  return (
    <Group component="dl" gap="8px 32px" mt="sm" mb={0}>
      <Fact label={text.createdLabel}>
        <RelativeTime at={apiKey.createdAt} />
        {createdBy.name && <Aside>{text.createdBy(createdBy.name)}</Aside>}
      </Fact>
      {owner.id !== createdBy.id && <Fact label={text.ownerLabel}>{owner.name ?? owner.id}</Fact>}
      <Fact label={text.lastUsedLabel}>
        {lastUsedAt ? <RelativeTime at={lastUsedAt} /> : strings.common.never}
        {lastUsedAt && lastUsedIp && <Aside>{text.usedFrom(lastUsedIp)}</Aside>}
      </Fact>
      <Fact label={text.expiresLabel}>
        {expiresAt || endsAt ? <RelativeTime at={soonest(expiresAt, endsAt)} /> : strings.common.never}
      </Fact>
      {limit && <Fact label={text.limitLabel}>{limitInWords(limit)}</Fact>}
      <Networks apiKey={apiKey} />
    </Group>
  );
}

function Aside({ children }: { children: ReactNode }) {
  return (
    <Text span size="xs" c="dimmed">
      {' '}
      {children}
    </Text>
  );
}

function Networks({ apiKey: { allowedCidrs, quarantinedCidrs } }: { apiKey: ApiKey }) {
  if (quarantinedCidrs !== null) {
    return <Fact label={text.quarantinedLabel}>{quarantinedCidrs.join(', ') || text.nowhere}</Fact>;
  }
  return allowedCidrs.length > 0 && <Fact label={text.networksLabel}>{allowedCidrs.join(', ')}</Fact>;
}

function limitInWords({ requests, windowSeconds }: RequestLimit): string {
  return text.limit(requests, WINDOWS[windowSeconds] ?? text.limitSeconds(windowSeconds));
}

function soonest(one: string | null, other: string | null): string {
  if (one === null || other === null) {
    return one ?? other ?? '';
  }
  return Date.parse(one) < Date.parse(other) ? one : other;
}
