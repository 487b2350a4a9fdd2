import { Button, Skeleton, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { EmptyState } from '../feedback/EmptyState';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { PageHeader } from '../feedback/PageHeader';
import { useCanManage } from '../shell/useSession';
import { strings } from '../strings';
import { CreateKeyDialog } from './CreateKeyDialog';
import { sortKeys } from './generations';
import { KeyCard } from './KeyCard';
import { LeakResponse } from './LeakResponse';
import { RevokeKeyDialog } from './RevokeKeyDialog';
import { RotateKeyDialog, type RotationWish } from './RotateKeyDialog';
import { Tombstones } from './Tombstones';
import type { ApiKey } from './types';
import { useKeys } from './useKeys';

export function KeysPanel() {
  const keys = useKeys();
  const canManage = useCanManage();
  const [creating, create] = useDisclosure();
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
      {hasSome && <Keys keys={keys.data} />}
      {canManage && <LeakResponse />}
      <CreateKeyDialog opened={creating} onClose={create.close} />
    </Stack>
  );
}

function Keys({ keys }: { keys: readonly ApiKey[] }) {
  const [rotating, setRotating] = useState<RotationWish | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const { lines, ended } = sortKeys(keys);
  return (
    <>
      {lines.length > 0 && (
        <Stack component="ul" gap="sm" p={0} m={0} aria-label={strings.keys.list}>
          {lines.map((line) => (
            <KeyCard key={line.newest.id} line={line} onRotate={setRotating} onRevoke={setRevoking} />
          ))}
        </Stack>
      )}
      {ended.length > 0 && <Tombstones keys={ended} open={lines.length === 0} />}
      <RotateKeyDialog wish={rotating} onClose={() => setRotating(null)} />
      <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}
