import { Badge, Button, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ApiKey } from '../api/types';
import { Fact } from '../feedback/Fact';
import { RelativeTime } from '../feedback/RelativeTime';
import { strings } from '../strings';
import classes from './KeyRow.module.css';

const COLORS = { active: 'teal', revoked: 'red', expired: 'gray' } as const;

export function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const isActive = apiKey.status === 'active';
  return (
    <Paper
      component="li"
      withBorder
      p="md"
      className={classes.row}
      data-tombstone={!isActive || undefined}
      data-testid="key"
    >
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={6} className={classes.identity}>
          <Group gap="xs">
            <Title order={3} size="h5" className={classes.name}>
              {apiKey.name}
            </Title>
            <Badge color={COLORS[apiKey.status]} variant="light" data-testid="key-status">
              {strings.keys.status[apiKey.status]}
            </Badge>
          </Group>
          <Code className={classes.preview}>{apiKey.preview}</Code>
        </Stack>
        {isActive && (
          <Button
            variant="light"
            color="red"
            size="xs"
            flex="none"
            onClick={onRevoke}
            aria-label={strings.keys.revokeNamed(apiKey.name)}
            data-testid="revoke-key"
          >
            {strings.keys.revoke}
          </Button>
        )}
      </Group>
      <Group gap={6} mt="sm" aria-label={strings.keys.capabilities} role="group">
        {apiKey.capabilities.map((capability) => (
          <Badge key={capability} variant="default" radius="sm" fw={500}>
            {capability}
          </Badge>
        ))}
      </Group>
      <Group component="dl" gap="8px 32px" mt="sm" mb={0}>
        <Times apiKey={apiKey} />
      </Group>
    </Paper>
  );
}

function Times({ apiKey }: { apiKey: ApiKey }) {
  const { createdAt, lastUsedAt, lastUsedIp, expiresAt, revokedAt, revokedReason } = apiKey;
  const expiryLabel = apiKey.status === 'expired' ? strings.keys.expiredLabel : strings.keys.expiresLabel;
  return (
    <>
      <Fact label={strings.keys.createdLabel}>
        <RelativeTime at={createdAt} />
      </Fact>
      <Fact label={strings.keys.lastUsedLabel}>
        {lastUsedAt ? <RelativeTime at={lastUsedAt} /> : strings.common.never}
        {lastUsedAt && lastUsedIp && (
          <Text span size="xs" c="dimmed">
            {' '}
            {strings.keys.usedFrom(lastUsedIp)}
          </Text>
        )}
      </Fact>
      {expiresAt && apiKey.status !== 'revoked' && (
        <Fact label={expiryLabel}>
          <RelativeTime at={expiresAt} />
        </Fact>
      )}
      {revokedAt && (
        <Fact label={strings.keys.revokedLabel}>
          <RelativeTime at={revokedAt} />
          {revokedReason && ` · ${revokedReason}`}
        </Fact>
      )}
    </>
  );
}
