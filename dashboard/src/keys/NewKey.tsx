import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Copyable } from '../feedback/Copyable';
import { strings } from '../strings';

const text = strings.keys.created;

interface NewKeyProps {
  secret: string;
  /** What else there is to know, such as what becomes of the old one. */
  note?: ReactNode;
  onDone: () => void;
}

/** The one look at a new key. */
export function NewKey({ secret, note, onDone }: NewKeyProps) {
  const command = `curl -H "Authorization: Bearer ${secret}" ${window.location.origin}/v1/me`;
  return (
    <Stack gap="md">
      <Alert color="orange" icon={<IconShieldLock aria-hidden />} title={text.storeTitle}>
        {text.store}
      </Alert>
      <Copyable
        label={text.key}
        value={secret}
        copyLabel={text.copy}
        valueId="key-secret"
        copyId="copy-key"
      />
      <Copyable
        label={text.tryIt}
        value={command}
        copyLabel={text.copyCommand}
        valueId="key-command"
        copyId="copy-command"
      />
      {note && (
        <Text size="sm" role="status" data-testid="new-key-note">
          {note}
        </Text>
      )}
      <Group justify="flex-end">
        <Button onClick={onDone} data-testid="key-done">
          {text.done}
        </Button>
      </Group>
    </Stack>
  );
}
