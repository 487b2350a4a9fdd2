import { Button, Group, Text } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { strings } from '../strings';
import { capabilityNames } from './capabilities';
import type { ApiKey } from './types';

const text = strings.keys.unused;

/** The key could do with less, and this is the way there. */
export function UnusedHint({ apiKey, onNarrow }: { apiKey: ApiKey; onNarrow: () => void }) {
  return (
    <Group gap="xs" mt="sm" data-testid="unused-hint">
      <IconBulb size={16} aria-hidden />
      <Text size="sm">{text.text(capabilityNames(apiKey.unusedCapabilities))}</Text>
      <Button
        variant="light"
        size="compact-xs"
        onClick={onNarrow}
        aria-label={text.actionNamed(apiKey.name)}
        data-testid="narrow-key"
      >
        {text.action}
      </Button>
    </Group>
  );
}
