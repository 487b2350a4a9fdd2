import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useState } from 'react';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { strings } from '../strings';

/** How far a connection to a desktop has come. */
export type Connection =
  | { state: 'connecting' }
  | { state: 'open' }
  | { state: 'ended'; why: string }
  | { state: 'failed'; error: Error };

/** A connection and how to make it anew; {@link attempt} changes with each time. */
export function useConnection() {
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' });
  const [attempt, setAttempt] = useState(0);
  const again = () => {
    setConnection({ state: 'connecting' });
    setAttempt(attempt + 1);
  };
  return { connection, setConnection, attempt, again };
}

/** What to show over a screen or a terminal while nothing can be done there. */
export function ConnectionNotice({ connection, onRetry }: { connection: Connection; onRetry: () => void }) {
  switch (connection.state) {
    case 'open':
      return null;
    case 'connecting':
      return (
        <Group justify="center" p="md" role="status">
          <Loader size="sm" aria-hidden />
          <Text c="dimmed">{strings.desktop.connecting}</Text>
        </Group>
      );
    case 'failed':
      return <ErrorAlert error={connection.error} onRetry={onRetry} />;
    case 'ended':
      return (
        <Alert
          color="gray"
          icon={<IconPlugConnectedX size={18} />}
          title={strings.desktop.ended.title}
          role="status"
          data-testid="connection-ended"
        >
          <Stack gap="sm" align="flex-start">
            <Text size="sm">{connection.why}</Text>
            <Button size="xs" variant="light" onClick={onRetry}>
              {strings.desktop.connect}
            </Button>
          </Stack>
        </Alert>
      );
  }
}
