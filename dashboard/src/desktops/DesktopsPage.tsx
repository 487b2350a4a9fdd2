import { Button, SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import { IconDeviceDesktop, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Desktop } from '../api/types';
import { EmptyState } from '../feedback/EmptyState';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { PageHeader } from '../feedback/PageHeader';
import { strings } from '../strings';
import { DesktopCard } from './DesktopCard';
import { suggestName } from './lifecycle';
import { useDesktops } from './useDesktops';

// Fetched once the page stands, for nobody opens a dialog before that.
const CreateDesktopDialog = lazy(async () => ({
  default: (await import('./CreateDesktopDialog')).CreateDesktopDialog,
}));
const DestroyDesktopDialog = lazy(async () => ({
  default: (await import('./DestroyDesktopDialog')).DestroyDesktopDialog,
}));

const COLUMNS = { base: 1, sm: 2, md: 3 };

export function DesktopsPage() {
  useDocumentTitle(`${strings.desktops.title} · ${strings.product}`);
  const desktops = useDesktops();
  const [creating, create] = useDisclosure();
  const [destroying, setDestroying] = useState<Desktop | null>(null);
  const isEmpty = desktops.data?.length === 0;
  const hasSome = desktops.data !== undefined && !isEmpty;
  return (
    <Stack gap="lg">
      <PageHeader
        title={strings.desktops.title}
        lead={strings.desktops.lead}
        action={
          hasSome && (
            <Button leftSection={<IconPlus size={18} />} onClick={create.open} data-testid="create-desktop">
              {strings.desktops.create}
            </Button>
          )
        }
      />
      {desktops.isError && <ErrorAlert error={desktops.error} onRetry={() => void desktops.refetch()} />}
      {desktops.isPending && <LoadingCards />}
      {isEmpty && (
        <EmptyState
          icon={IconDeviceDesktop}
          title={strings.desktops.emptyTitle}
          text={strings.desktops.emptyText}
          action={strings.desktops.emptyAction}
          onAction={create.open}
          testId="create-desktop"
        />
      )}
      {hasSome && (
        <SimpleGrid cols={COLUMNS} component="ul" p={0} m={0}>
          {desktops.data.map((desktop) => (
            <DesktopCard key={desktop.id} desktop={desktop} onDestroy={() => setDestroying(desktop)} />
          ))}
        </SimpleGrid>
      )}
      <Suspense>
        <CreateDesktopDialog
          opened={creating}
          onClose={create.close}
          suggestedName={suggestName(desktops.data ?? [])}
        />
        <DestroyDesktopDialog desktop={destroying} onClose={() => setDestroying(null)} />
      </Suspense>
    </Stack>
  );
}

function LoadingCards() {
  return (
    <SimpleGrid cols={COLUMNS} aria-busy aria-label={strings.common.loading}>
      {[0, 1, 2].map((card) => (
        <Skeleton key={card} height={220} />
      ))}
    </SimpleGrid>
  );
}
