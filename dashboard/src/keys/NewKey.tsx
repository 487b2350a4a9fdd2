import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconShieldLock } from '@tabler/icons-react';
import { strings } from '../strings';
import classes from './NewKey.module.css';

const text = strings.keys.createdDialog;

/** The one look at a new key. */
export function NewKey({ secret, onDone }: { secret: string; onDone: () => void }) {
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
      <Group justify="flex-end">
        <Button onClick={onDone} data-testid="key-done">
          {text.done}
        </Button>
      </Group>
    </Stack>
  );
}

interface CopyableProps {
  label: string;
  value: string;
  copyLabel: string;
  valueId: string;
  copyId: string;
}

function Copyable({ label, value, copyLabel, valueId, copyId }: CopyableProps) {
  return (
    <Stack gap={6}>
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          {label}
        </Text>
        <CopyButton value={value} timeout={3_000}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant={copied ? 'filled' : 'light'}
              color={copied ? 'teal' : undefined}
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
              data-testid={copyId}
            >
              {copied ? strings.common.copied : copyLabel}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Code block className={classes.value} data-testid={valueId}>
        {value}
      </Code>
    </Stack>
  );
}
