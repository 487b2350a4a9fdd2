import { ActionIcon, Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight, IconRepeat } from '@tabler/icons-react';
import { Fact } from '../feedback/Fact';
import { notifyDone, notifyFailure } from '../feedback/notify';
import { RelativeTime } from '../feedback/RelativeTime';
import rows from '../feedback/Rows.module.css';
import { strings } from '../strings';
import type { Delivery, Webhook } from './types';
import { useResend } from './useWebhooks';
import classes from './WebhookCard.module.css';
import { eventName } from './words';

const text = strings.webhooks.deliveries;
const COLORS = { pending: 'blue', delivered: 'teal', failed: 'red' } as const;

/** One delivery in a line, and below, once asked for, what was sent and answered. */
export function DeliveryRow({ webhook, delivery }: { webhook: Webhook; delivery: Delivery }) {
  const [opened, { toggle }] = useDisclosure();
  const id = useId();
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <li className={rows.row} data-testid="delivery">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          onClick={toggle}
          aria-expanded={opened}
          aria-controls={id}
          aria-label={text.details(delivery.id)}
          data-testid="delivery-details"
        >
          <Chevron size={16} aria-hidden />
        </ActionIcon>
        <Stack gap={2} className={classes.identity}>
          <Group gap={6}>
            <Text size="sm" fw={600}>
              {eventName(delivery.type)}
            </Text>
            <Badge color={COLORS[delivery.status]} variant="light" size="sm" data-testid="delivery-status">
              {text.status[delivery.status]}
            </Badge>
          </Group>
          <Progress delivery={delivery} />
        </Stack>
        {webhook.enabled && <Resend webhook={webhook} delivery={delivery} />}
      </Group>
      {opened && <Details id={id} delivery={delivery} />}
    </li>
  );
}

function Progress({ delivery }: { delivery: Delivery }) {
  const { createdAt, attempts, responseStatus, nextAttemptAt } = delivery;
  return (
    <Text size="xs" c="dimmed" component="div">
      <RelativeTime at={createdAt} /> · {text.attempts(attempts)}
      {responseStatus !== null && ` · ${text.answered(responseStatus)}`}
      {nextAttemptAt !== null && attempts > 0 && (
        <>
          {` · ${text.next} `}
          <RelativeTime at={nextAttemptAt} />
        </>
      )}
    </Text>
  );
}

function Details({ id, delivery }: { id: string; delivery: Delivery }) {
  const { responseStatus, error, responseBody, payload } = delivery;
  return (
    <Stack id={id} gap="xs" mt="xs" data-testid="delivery-facts">
      <Group component="dl" gap="8px 32px" m={0}>
        <Fact label={text.idLabel}>
          <span className={classes.url}>{delivery.id}</span>
        </Fact>
        {responseStatus !== null && <Fact label={text.answerLabel}>{text.answered(responseStatus)}</Fact>}
        {error !== null && <Fact label={text.problemLabel}>{error}</Fact>}
      </Group>
      <Quoted label={text.payloadLabel} value={JSON.stringify(payload, null, 2)} />
      {responseBody && <Quoted label={text.bodyLabel} value={responseBody} />}
    </Stack>
  );
}

function Quoted({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Code block className={classes.text} tabIndex={0} role="region" aria-label={label}>
        {value}
      </Code>
    </div>
  );
}

function Resend({ webhook, delivery }: { webhook: Webhook; delivery: Delivery }) {
  const resend = useResend(webhook);
  const send = () =>
    resend.mutate(delivery, {
      onSuccess: () => notifyDone(text.resent),
      onError: (error) => notifyFailure(text.resendFailed, error),
    });
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      leftSection={<IconRepeat size={14} aria-hidden />}
      loading={resend.isPending}
      onClick={send}
      aria-label={text.resendNamed(delivery.id)}
      data-testid="delivery-resend"
    >
      {text.resend}
    </Button>
  );
}
