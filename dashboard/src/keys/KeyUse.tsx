import { SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { strings } from '../strings';
import { CapabilityUse } from './CapabilityUse';
import type { ApiKey } from './types';
import { UsageBars } from './UsageBars';
import { useKeyUsage, type UsageRange } from './useKeyUsage';

const text = strings.keys.usageView;
const RANGES: { value: UsageRange; label: string }[] = [
  { value: 'day', label: text.day },
  { value: 'month', label: text.month },
];

/** What a key does: requests over time, and when each of its capabilities was last needed. */
export function KeyUse({ apiKey }: { apiKey: ApiKey }) {
  const [range, setRange] = useState<UsageRange>('day');
  const usage = useKeyUsage(apiKey.id, range);
  return (
    <Stack gap="sm" mt="md" data-testid="key-use">
      <SegmentedControl
        size="xs"
        data={RANGES}
        value={range}
        onChange={setRange}
        aria-label={text.range}
        style={{ alignSelf: 'flex-start' }}
      />
      {usage.isError && <ErrorAlert error={usage.error} onRetry={() => void usage.refetch()} />}
      {usage.isPending && <Skeleton height={96} aria-label={strings.common.loading} />}
      {usage.data &&
        (usage.data.total === 0 ? (
          <Text size="sm" c="dimmed">
            {text.none}
          </Text>
        ) : (
          <UsageBars usage={usage.data} />
        ))}
      <CapabilityUse apiKey={apiKey} />
    </Stack>
  );
}
