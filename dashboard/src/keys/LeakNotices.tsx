import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconAlertOctagon } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { RelativeTime } from '../feedback/RelativeTime';
import { strings } from '../strings';
import { reportedKeys } from './leaks';
import type { ApiKey } from './types';
import { useKeys } from './useKeys';

const text = strings.keys.leak;
const KEYS_PAGE = '/settings?tab=apiKeys';
const SEEN = 'bureau-seen-leaks';

/** Says on every page that a key was reported leaked, until somebody has taken note or revoked it. */
export function LeakNotices() {
  const keys = useKeys();
  const [openedAt] = useState(() => Date.now());
  const [seen, setSeen] = useLocalStorage<string[]>({
    key: SEEN,
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const reported = reportedKeys(keys.data ?? [], openedAt).filter(
    ({ id, status }) => status === 'quarantined' || !seen.includes(id),
  );
  if (reported.length === 0) {
    return null;
  }
  return (
    <Stack gap="sm" mb="lg">
      {reported.map((key) => (
        <LeakNotice key={key.id} apiKey={key} onDismiss={() => setSeen([...seen, key.id])} />
      ))}
    </Stack>
  );
}

function LeakNotice({ apiKey, onDismiss }: { apiKey: ApiKey; onDismiss: () => void }) {
  const { name, preview, status, revokedAt } = apiKey;
  const { pathname, search } = useLocation();
  const isAtKeys = pathname + search === KEYS_PAGE;
  const quarantined = status === 'quarantined';
  return (
    <Alert
      role="alert"
      color={quarantined ? 'orange' : 'red'}
      icon={<IconAlertOctagon aria-hidden />}
      title={quarantined ? text.quarantinedTitle(name) : text.revokedTitle(name)}
      data-testid="leak-notice"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{quarantined ? quarantineText(apiKey) : text.revoked}</Text>
        <Text size="xs" c="dimmed">
          <Code>{preview}</Code>{' '}
          {revokedAt && (
            <>
              {text.when} <RelativeTime at={revokedAt} />
            </>
          )}
        </Text>
        <Group gap="xs">
          {!isAtKeys && (
            <Button component={Link} to={KEYS_PAGE} size="xs" variant="default">
              {text.show}
            </Button>
          )}
          {!quarantined && (
            <Button
              size="xs"
              variant="default"
              onClick={onDismiss}
              aria-label={text.dismissNamed(name)}
              data-testid="dismiss-leak"
            >
              {text.dismiss}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}

function quarantineText({ quarantinedCidrs }: ApiKey): string {
  const networks = quarantinedCidrs ?? [];
  return networks.length === 0 ? text.quarantinedNowhere : text.quarantined(networks.join(', '));
}
