import { Button, Center, Divider, Skeleton, Stack, Text } from '@mantine/core';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { strings } from '../strings';
import { DeliveryRow } from './DeliveryRow';
import type { Webhook } from './types';
import { useDeliveries } from './useWebhooks';

const text = strings.webhooks.deliveries;

/** What a webhook was told, newest first, kept current while it is looked at. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const deliveries = useDeliveries(webhook);
  if (deliveries.isPending) {
    return <Skeleton mt="md" height={80} aria-label={strings.common.loading} />;
  }
  const found = deliveries.data?.pages.flatMap((page) => page.deliveries) ?? [];
  return (
    <Stack gap="sm" mt="md">
      <Divider />
      {deliveries.isError && (
        <ErrorAlert error={deliveries.error} onRetry={() => void deliveries.refetch()} />
      )}
      {deliveries.data && found.length === 0 && (
        <Text size="sm" c="dimmed">
          {text.none}
        </Text>
      )}
      {found.length > 0 && (
        <Stack component="ul" gap={0} p={0} m={0} aria-label={text.list}>
          {found.map((delivery) => (
            <DeliveryRow key={delivery.id} webhook={webhook} delivery={delivery} />
          ))}
        </Stack>
      )}
      {deliveries.hasNextPage && (
        <Center>
          <Button
            variant="default"
            size="xs"
            loading={deliveries.isFetchingNextPage}
            onClick={() => void deliveries.fetchNextPage()}
            data-testid="deliveries-more"
          >
            {text.more}
          </Button>
        </Center>
      )}
    </Stack>
  );
}
