import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { strings } from '../strings';
import classes from './Copyable.module.css';

interface CopyableProps {
  label: string;
  value: string;
  copyLabel: string;
  /** The value's `data-testid`. */
  valueId: string;
  /** The button's. */
  copyId: string;
}

/** Something to take elsewhere: in full, and one click from the clipboard. */
export function Copyable({ label, value, copyLabel, valueId, copyId }: CopyableProps) {
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
              color={copied ? 'teal.9' : undefined}
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
