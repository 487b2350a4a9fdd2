import { Stack, Text } from '@mantine/core';
import { strings } from '../strings';
import type { DepartureReceipt } from './types';

/** What has ended with a membership, in words. */
export function DepartureFacts({ receipt }: { receipt: DepartureReceipt }) {
  return (
    <Stack gap={2}>
      {departureLines(receipt).map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
    </Stack>
  );
}

export function departureLines({
  replicas,
  confirmedInMs,
  keysRevoked,
  keysHandedOver,
}: DepartureReceipt): string[] {
  const text = strings.organisation.departure;
  return [
    text.receipt(replicas, confirmedInMs),
    ...(keysRevoked > 0 ? [text.keysRevoked(keysRevoked)] : []),
    ...(keysHandedOver > 0 ? [text.keysHandedOver(keysHandedOver)] : []),
  ];
}
