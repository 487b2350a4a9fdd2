import { Badge, Code, Group, Paper, Stack, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { strings } from '../strings';
import { capabilityName } from './capabilities';
import type { KeyLine } from './generations';
import { KeyActions } from './KeyActions';
import classes from './KeyCard.module.css';
import { KeyFacts } from './KeyFacts';
import { KeyStatusBadge } from './KeyStatusBadge';
import { KeyUse } from './KeyUse';
import { OldGeneration } from './OldGeneration';
import type { RotationWish } from './RotateKeyDialog';
import type { ApiKey } from './types';
import { UnusedHint } from './UnusedHint';

interface KeyCardProps {
  line: KeyLine;
  onRotate: (wish: RotationWish) => void;
  onRevoke: (key: ApiKey) => void;
}

/** A key that works, with the older generations that still do. */
export function KeyCard({ line, onRotate, onRevoke }: KeyCardProps) {
  const { newest: key, old } = line;
  const [showsUse, { toggle: toggleUse }] = useDisclosure();
  return (
    <Paper component="li" withBorder p="md" className={classes.card} data-testid="key">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={6} className={classes.identity}>
          <Group gap="xs">
            <Title order={3} size="h5" className={classes.name}>
              {key.name}
            </Title>
            <KeyStatusBadge status={key.status} />
          </Group>
          <Code className={classes.preview}>{key.preview}</Code>
        </Stack>
        <KeyActions
          apiKey={key}
          showsUse={showsUse}
          onToggleUse={toggleUse}
          onRotate={() => onRotate({ key, narrower: false })}
          onRevoke={() => onRevoke(key)}
        />
      </Group>
      <Group gap={6} mt="sm" aria-label={strings.keys.capabilities} role="group">
        {key.capabilities.map((capability) => (
          <Badge key={capability} variant="default" radius="sm" fw={500} title={capability}>
            {capabilityName(capability)}
          </Badge>
        ))}
      </Group>
      <KeyFacts apiKey={key} />
      {canNarrow(key) && <UnusedHint apiKey={key} onNarrow={() => onRotate({ key, narrower: true })} />}
      {showsUse && <KeyUse apiKey={key} />}
      {old.map((generation) => (
        <OldGeneration
          key={generation.id}
          old={generation}
          newestSince={key.createdAt}
          onEnd={() => onRevoke(generation)}
        />
      ))}
    </Paper>
  );
}

/** A key that uses nothing at all is not narrowed but revoked. */
function canNarrow({ status, capabilities, unusedCapabilities }: ApiKey): boolean {
  return (
    status === 'active' && unusedCapabilities.length > 0 && unusedCapabilities.length < capabilities.length
  );
}
