import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ConfirmDialog } from '../feedback/ConfirmDialog';
import { notifyDone, notifyFailure } from '../feedback/notify';
import { RelativeTime } from '../feedback/RelativeTime';
import { ProviderLogo } from '../signin/ProviderLogo';
import { strings } from '../strings';
import { wantsFreshSignIn } from './freshness';
import classes from '../feedback/Rows.module.css';
import type { Identity } from './types';
import { useUnlink } from './useAccount';

const text = strings.account.identities;

interface IdentityRowProps {
  identity: Identity;
  isOnly: boolean;
  /** Called if only a fresh sign-in may do what was asked for. */
  onStale: () => void;
}

export function IdentityRow({ identity, isOnly, onStale }: IdentityRowProps) {
  const { provider, providerName, email, linkedAt, lastUsedAt } = identity;
  return (
    <li className={classes.row} data-testid="identity">
      <Group justify="space-between" gap="sm">
        <Group gap="sm" wrap="nowrap" className={classes.who}>
          <ProviderLogo id={provider} />
          <Stack gap={0} className={classes.who}>
            <Text size="sm" fw={600} truncate>
              {providerName} · {email}
            </Text>
            <Text size="xs" c="dimmed">
              {text.linked} <RelativeTime at={linkedAt} />
              {lastUsedAt && (
                <>
                  {' · '}
                  {text.lastUsed} <RelativeTime at={lastUsedAt} />
                </>
              )}
            </Text>
          </Stack>
        </Group>
        {isOnly ? (
          <Text size="xs" c="dimmed">
            {text.onlyOne}
          </Text>
        ) : (
          <Unlink identity={identity} onStale={onStale} />
        )}
      </Group>
    </li>
  );
}

function Unlink({ identity, onStale }: Omit<IdentityRowProps, 'isOnly'>) {
  const { providerName, email } = identity;
  const unlink = useUnlink();
  const [asking, ask] = useDisclosure();
  const run = () =>
    unlink.mutate(identity, {
      onSuccess: () => notifyDone(text.unlinked(providerName)),
      onError: (error) => (wantsFreshSignIn(error) ? onStale() : notifyFailure(strings.errors.title, error)),
    });
  return (
    <>
      <Button
        variant="light"
        color="red"
        size="xs"
        loading={unlink.isPending}
        onClick={ask.open}
        aria-label={text.unlinkNamed(providerName, email)}
        data-testid="unlink"
      >
        {text.unlink}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={text.unlinkTitle(providerName)}
        text={text.unlinkText(email)}
        action={text.unlinkConfirm}
        onConfirm={run}
        onClose={ask.close}
      />
    </>
  );
}
