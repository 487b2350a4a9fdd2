import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { Copyable } from '../feedback/Copyable';
import { strings } from '../strings';

const text = strings.webhooks.secret;

interface NewSecretProps {
  secret: string;
  /** What becomes of the old one. */
  note?: string;
  onDone: () => void;
}

/** The one look at a new signing secret. */
export function NewSecret({ secret, note, onDone }: NewSecretProps) {
  return (
    <Stack gap="md">
      <Alert color="orange" icon={<IconShieldLock aria-hidden />} title={text.storeTitle}>
        {text.store}
      </Alert>
      <Copyable
        label={text.label}
        value={secret}
        copyLabel={text.copy}
        valueId="webhook-secret"
        copyId="copy-webhook-secret"
      />
      {note && (
        <Text size="sm" role="status">
          {note}
        </Text>
      )}
      <Group justify="flex-end">
        <Button onClick={onDone} data-testid="webhook-secret-done">
          {strings.common.done}
        </Button>
      </Group>
    </Stack>
  );
}
