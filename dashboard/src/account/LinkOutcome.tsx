import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { strings } from '../strings';
import type { Identity } from './types';

const text = strings.account.identities;

/** How the last way to a provider and back ended: the address says so. */
export function LinkOutcome({ identities }: { identities: readonly Identity[] }) {
  const [params] = useSearchParams();
  const failure = params.get('error');
  if (failure !== null) {
    return (
      <Alert
        role="alert"
        color="red"
        icon={<IconAlertTriangle aria-hidden />}
        title={text.failedTitle}
        data-testid="link-failed"
      >
        {isExplained(failure) ? text.failed[failure] : text.failedOtherwise}
      </Alert>
    );
  }
  // Believed only if it is so: anybody can write an address.
  const linked = identities.find(({ provider }) => provider === params.get('linked'));
  return linked ? (
    <Alert role="status" color="teal" icon={<IconCheck aria-hidden />} data-testid="link-done">
      {text.done(linked.providerName)}
    </Alert>
  ) : null;
}

function isExplained(code: string): code is keyof typeof text.failed {
  return Object.hasOwn(text.failed, code);
}
