import { Stack } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../feedback/Section';
import { strings } from '../strings';
import { IdentityRow } from './IdentityRow';
import { LinkOutcome } from './LinkOutcome';
import { LinkProvider } from './LinkProvider';
import { SignInAgain } from './SignInAgain';
import type { Account } from './types';

const text = strings.account.identities;

/** The providers' accounts that sign one in. */
export function Identities({ account }: { account: Account }) {
  const { identities } = account;
  const [isStale, setIsStale] = useState(false);
  const onStale = () => setIsStale(true);
  return (
    <Section title={text.title} lead={text.lead} testId="identities">
      <LinkOutcome identities={identities} />
      <Stack component="ul" gap={0} p={0} m={0}>
        {identities.map((identity) => (
          <IdentityRow
            key={identity.id}
            identity={identity}
            isOnly={identities.length === 1}
            onStale={onStale}
          />
        ))}
      </Stack>
      {isStale && <SignInAgain identities={identities} />}
      <LinkProvider identities={identities} onStale={onStale} />
    </Section>
  );
}
