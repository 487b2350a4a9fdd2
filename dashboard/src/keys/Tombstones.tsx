import { Button, Code, Group, Paper, Stack, Text } from '@mantine/core';
import { useId } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { RelativeTime } from '../feedback/RelativeTime';
import { strings } from '../strings';
import { KeyStatusBadge } from './KeyStatusBadge';
import classes from './Tombstones.module.css';
import type { ApiKey } from './types';

const text = strings.keys.tombstones;

interface TombstonesProps {
  keys: readonly ApiKey[];
  /** Whether it is open until somebody closes it. */
  open: boolean;
}

/** Keys that have ended: when, by whom and why. */
export function Tombstones({ keys, open }: TombstonesProps) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const id = useId();
  const opened = chosen ?? open;
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <Stack gap="xs" align="stretch">
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<Chevron size={16} aria-hidden />}
        onClick={() => setChosen(!opened)}
        aria-expanded={opened}
        aria-controls={id}
        style={{ alignSelf: 'flex-start' }}
        data-testid="tombstones"
      >
        {text.title(keys.length)}
      </Button>
      {opened && (
        <ul id={id} className={classes.list} aria-label={text.list}>
          {keys.map((key) => (
            <Tombstone key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
    </Stack>
  );
}

function Tombstone({ apiKey }: { apiKey: ApiKey }) {
  return (
    <Paper component="li" withBorder p="sm" className={classes.tombstone} data-testid="ended-key">
      <Group gap="xs">
        <Text fw={600} size="sm" className={classes.name}>
          {apiKey.name}
        </Text>
        <KeyStatusBadge status={apiKey.status} />
        <Code className={classes.preview}>{apiKey.preview}</Code>
      </Group>
      <Text size="sm" mt={4}>
        <Epitaph apiKey={apiKey} />
      </Text>
    </Paper>
  );
}

function Epitaph({ apiKey: { status, revokedAt, revokedBy, revokedReason, expiresAt } }: { apiKey: ApiKey }) {
  if (status === 'expired') {
    return (
      <>
        {text.expired} {expiresAt && <RelativeTime at={expiresAt} />}
      </>
    );
  }
  return (
    <>
      {text.revoked} {revokedAt && <RelativeTime at={revokedAt} />}
      {revokedBy?.name && ` ${text.by(revokedBy.name)}`}
      {revokedReason && `: ${strings.keys.reasons[revokedReason] ?? revokedReason}`}
    </>
  );
}
