import { Button, Skeleton, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ApiKey } from '../api/types';
import { EmptyState } from '../feedback/EmptyState';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { PageHeader } from '../feedback/PageHeader';
import { strings } from '../strings';
import { CreateKeyDialog } from './CreateKeyDialog';
import { KeyRow } from './KeyRow';
import { RevokeKeyDialog } from './RevokeKeyDialog';
import { sortKeys } from './sortKeys';
import { useKeys } from './useKeys';

export function KeysPanel() {
  const keys = useKeys();
  const [creating, create] = useDisclosure();
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const isEmpty = keys.data?.length === 0;
  const hasSome = keys.data !== undefined && !isEmpty;
  return (
    <Stack gap="lg">
      <PageHeader
        order={2}
        title={strings.keys.title}
        lead={strings.keys.lead}
        action={
          hasSome && (
            <Button leftSection={<IconPlus size={18} />} onClick={create.open} data-testid="create-key">
              {strings.keys.create}
            </Button>
          )
        }
      />
      {keys.isError && <ErrorAlert error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.isPending && <Skeleton height={120} aria-label={strings.common.loading} />}
      {isEmpty && (
        <EmptyState
          icon={IconKey}
          title={strings.keys.emptyTitle}
          text={strings.keys.emptyText}
          action={strings.keys.emptyAction}
          onAction={create.open}
          testId="create-key"
        />
      )}
      {hasSome && (
        <Stack component="ul" gap="sm" p={0} m={0}>
          {sortKeys(keys.data).map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
          ))}
        </Stack>
      )}
      <CreateKeyDialog opened={creating} onClose={create.close} />
      <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} />
    </Stack>
  );
}
