import { Button, Group } from '@mantine/core';
import { IconChartBar, IconRotate } from '@tabler/icons-react';
import { strings } from '../strings';
import type { ApiKey } from './types';

const text = strings.keys;

interface KeyActionsProps {
  apiKey: ApiKey;
  showsUse: boolean;
  onToggleUse: () => void;
  onRotate: () => void;
  onRevoke: () => void;
}

export function KeyActions({ apiKey, showsUse, onToggleUse, onRotate, onRevoke }: KeyActionsProps) {
  const { name, status } = apiKey;
  return (
    <Group gap="xs">
      <Button
        variant={showsUse ? 'light' : 'default'}
        size="xs"
        leftSection={<IconChartBar size={14} aria-hidden />}
        onClick={onToggleUse}
        aria-expanded={showsUse}
        aria-label={text.usageNamed(name)}
        data-testid="key-usage"
      >
        {text.usage}
      </Button>
      {status === 'active' && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconRotate size={14} aria-hidden />}
          onClick={onRotate}
          aria-label={text.rotateNamed(name)}
          data-testid="rotate-key"
        >
          {text.rotate}
        </Button>
      )}
      <Button
        variant="light"
        color="red"
        size="xs"
        onClick={onRevoke}
        aria-label={text.revokeNamed(name)}
        data-testid="revoke-key"
      >
        {text.revoke}
      </Button>
    </Group>
  );
}
