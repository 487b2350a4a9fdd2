import { Skeleton, Stack } from '@mantine/core';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { PageHeader } from '../feedback/PageHeader';
import { strings } from '../strings';
import { DeleteAccount } from './DeleteAccount';
import { Identities } from './Identities';
import { RenameAccount } from './RenameAccount';
import { useAccount } from './useAccount';

const text = strings.account;

/** The reader's own account: its name, how it is signed in to, and its end. */
export function AccountPanel() {
  const account = useAccount();
  return (
    <Stack gap="lg">
      <PageHeader order={2} title={text.title} lead={text.lead} />
      {account.isError && <ErrorAlert error={account.error} onRetry={() => void account.refetch()} />}
      {account.isPending && <Skeleton height={320} aria-label={strings.common.loading} />}
      {account.data && (
        <>
          <RenameAccount user={account.data.user} />
          <Identities account={account.data} />
          <DeleteAccount account={account.data} />
        </>
      )}
    </Stack>
  );
}
