import { Button, Group } from '@mantine/core';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { notifyFailure } from '../feedback/notify';
import { ProviderLogo } from '../signin/ProviderLogo';
import { linkHref } from '../signin/returnTo';
import { useProviders } from '../signin/useProviders';
import { strings } from '../strings';
import { linkedPage } from './addresses';
import type { Identity } from './types';
import { useAccount } from './useAccount';

const text = strings.account.identities;

interface LinkProviderProps {
  identities: readonly Identity[];
  /** Called if only a fresh sign-in may do what was asked for. */
  onStale: () => void;
}

/** Leads to a provider to link one more account of it. */
export function LinkProvider({ identities, onStale }: LinkProviderProps) {
  const providers = useProviders();
  const account = useAccount();
  if (providers.isError) {
    return <ErrorAlert error={providers.error} onRetry={() => void providers.refetch()} />;
  }
  // Asked again at the click: a page load that is refused would leave nothing but an error's JSON.
  const link = async (providerId: string) => {
    const now = await account.refetch();
    if (now.isError) {
      notifyFailure(strings.errors.title, now.error);
    } else if (now.data?.fresh === true) {
      window.location.assign(linkHref(providerId, linkedPage(providerId)));
    } else {
      onStale();
    }
  };
  const linked = new Set(identities.map(({ provider }) => provider));
  return (
    <Group gap="xs">
      {providers.data?.map(({ id, name }) => (
        <Button
          key={id}
          variant="default"
          size="xs"
          leftSection={<ProviderLogo id={id} />}
          onClick={() => void link(id)}
          data-testid={`link-${id}`}
        >
          {linked.has(id) ? text.linkMore(name) : text.link(name)}
        </Button>
      ))}
    </Group>
  );
}
