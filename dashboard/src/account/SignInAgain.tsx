import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { ProviderLogo } from '../signin/ProviderLogo';
import { providerHref } from '../signin/returnTo';
import { strings } from '../strings';
import { ACCOUNT_PAGE } from './addresses';
import type { Identity } from './types';

const text = strings.account.signInAgain;

/** A change that only a fresh sign-in may make: why, and the way there and back. */
export function SignInAgain({ identities }: { identities: readonly Identity[] }) {
  const providers = new Map(identities.map(({ provider, providerName }) => [provider, providerName]));
  return (
    <Alert
      role="alert"
      color="orange"
      icon={<IconShieldLock aria-hidden />}
      title={text.title}
      data-testid="sign-in-again"
    >
      <Stack gap="sm">
        <Text size="sm">{text.text}</Text>
        <Group gap="xs">
          {[...providers].map(([id, name]) => (
            <Button
              key={id}
              component="a"
              href={providerHref(id, ACCOUNT_PAGE)}
              variant="default"
              size="xs"
              leftSection={<ProviderLogo id={id} />}
              data-testid={`sign-in-again-${id}`}
            >
              {text.with(name)}
            </Button>
          ))}
        </Group>
      </Stack>
    </Alert>
  );
}
