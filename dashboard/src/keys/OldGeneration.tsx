import { Button, Code, Group, Stack, Table, Text, Title } from '@mantine/core';
import { RelativeTime } from '../feedback/RelativeTime';
import { strings } from '../strings';
import classes from './KeyCard.module.css';
import type { ApiKey, RecentUse } from './types';

const text = strings.keys.old;

interface OldGenerationProps {
  old: ApiKey;
  /** When the key that replaces it was made. */
  newestSince: string;
  onEnd: () => void;
}

/** A rotated key that still works: who still uses it decides when ending it is safe. */
export function OldGeneration({ old, newestSince, onEnd }: OldGenerationProps) {
  return (
    <Stack
      gap="xs"
      mt="md"
      className={classes.old}
      role="group"
      aria-label={text.label(old.name)}
      data-testid="old-key"
    >
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Title order={4} size="h6">
            {text.title}
          </Title>
          <Code className={classes.preview}>{old.preview}</Code>
          {old.endsAt && (
            <Text size="sm" c="dimmed">
              {text.ends} <RelativeTime at={old.endsAt} />
            </Text>
          )}
        </Group>
        <Button
          variant="light"
          color="red"
          size="xs"
          onClick={onEnd}
          aria-label={text.endNamed(old.name)}
          data-testid="end-old-key"
        >
          {text.end}
        </Button>
      </Group>
      <Text size="sm" data-testid="old-key-verdict">
        {verdictOn(old, newestSince)}
      </Text>
      {old.recent.addresses.length > 0 && <Addresses recent={old.recent} />}
    </Stack>
  );
}

function verdictOn({ lastUsedAt, recent }: ApiKey, newestSince: string): string {
  if (lastUsedAt === null) {
    return text.neverUsed;
  }
  if (Date.parse(lastUsedAt) <= Date.parse(newestSince)) {
    return text.silentSinceRotation;
  }
  return recent.requests > 0 ? text.stillUsed(recent.requests) : text.stillUsedElsewhen;
}

function Addresses({ recent }: { recent: RecentUse }) {
  return (
    <Table withRowBorders={false} verticalSpacing={2} aria-label={text.addresses}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text.address}</Table.Th>
          <Table.Th scope="col">{text.requests}</Table.Th>
          <Table.Th scope="col">{text.lastUse}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {recent.addresses.map(({ ip, requests, lastUsedAt }) => (
          <Table.Tr key={ip}>
            <Table.Td>
              <Code className={classes.preview}>{ip}</Code>
            </Table.Td>
            <Table.Td>{requests}</Table.Td>
            <Table.Td>
              <RelativeTime at={lastUsedAt} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
