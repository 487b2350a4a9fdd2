import { Alert, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Fact } from '../feedback/Fact';
import { RelativeTime } from '../feedback/RelativeTime';
import { formatMoment } from '../feedback/time';
import { strings } from '../strings';
import { Deliveries } from './Deliveries';
import type { Webhook } from './types';
import { WebhookActions } from './WebhookActions';
import classes from './WebhookCard.module.css';
import { eventName, statusOf } from './words';

const text = strings.webhooks;
const COLORS = { enabled: 'teal', failing: 'orange', disabled: 'gray' } as const;

interface WebhookCardProps {
  webhook: Webhook;
  onEdit: (webhook: Webhook) => void;
  onRotate: (webhook: Webhook) => void;
}

export function WebhookCard({ webhook, onEdit, onRotate }: WebhookCardProps) {
  const [showsDeliveries, { toggle }] = useDisclosure();
  const status = statusOf(webhook);
  return (
    <Paper component="li" withBorder p="md" className={classes.card} data-testid="webhook">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={4} className={classes.identity}>
          <Group gap="xs">
            <Title order={3} size="h5" className={classes.url}>
              {webhook.url}
            </Title>
            <Badge color={COLORS[status]} variant="light" data-testid="webhook-status">
              {text.status[status]}
            </Badge>
          </Group>
          {webhook.description && <Text size="sm">{webhook.description}</Text>}
        </Stack>
        <WebhookActions
          webhook={webhook}
          showsDeliveries={showsDeliveries}
          onToggleDeliveries={toggle}
          onEdit={() => onEdit(webhook)}
          onRotate={() => onRotate(webhook)}
        />
      </Group>
      {webhook.disabledAt && webhook.disabledReason && (
        <Alert
          mt="sm"
          color="orange"
          icon={<IconPlugConnectedX aria-hidden />}
          title={text.disabledTitle(formatMoment(webhook.disabledAt))}
        >
          {text.disabledText(webhook.disabledReason)}
        </Alert>
      )}
      <Facts webhook={webhook} />
      {showsDeliveries && <Deliveries webhook={webhook} />}
    </Paper>
  );
}

function Facts({ webhook }: { webhook: Webhook }) {
  const { events, createdAt, failingSince, previousSecretUntil } = webhook;
  return (
    <Group component="dl" gap="8px 32px" mt="sm" mb={0}>
      <Fact label={text.eventsLabel}>
        {events.length === 0 ? text.allEvents : events.map(eventName).join(', ')}
      </Fact>
      <Fact label={text.createdLabel}>
        <RelativeTime at={createdAt} />
      </Fact>
      {failingSince && (
        <Fact label={text.failingLabel}>
          <RelativeTime at={failingSince} />
        </Fact>
      )}
      {previousSecretUntil && <Fact label={text.previousLabel}>{formatMoment(previousSecretUntil)}</Fact>}
    </Group>
  );
}
