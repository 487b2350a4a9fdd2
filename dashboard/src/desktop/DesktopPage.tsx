import { Anchor, Button, Group, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconArrowLeft, IconDeviceDesktop, IconPlayerPlay, IconTerminal2 } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { Desktop } from '../api/types';
import { StatusBadge } from '../desktops/StatusBadge';
import { allowedActions } from '../desktops/lifecycle';
import { useDesktopAction } from '../desktops/useDesktops';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { notifyFailure } from '../feedback/notify';
import { useSession } from '../shell/useSession';
import { strings } from '../strings';
import { ControlBar } from './ControlBar';
import { useDesktop } from './useDesktop';

// The viewer and the terminal are large, and only one is looked at.
const ScreenTab = lazy(async () => ({ default: (await import('./ScreenTab')).ScreenTab }));
const TerminalTab = lazy(async () => ({ default: (await import('./TerminalTab')).TerminalTab }));

/** `/desktops/:id?tab=…`: one desktop, as if one sat before it. */
export function DesktopPage() {
  const { id = '' } = useParams();
  const desktop = useDesktop(id);
  useDocumentTitle(`${desktop.data?.name ?? strings.desktops.title} · ${strings.product}`);
  return (
    <Stack gap="md">
      <Anchor component={Link} to="/" size="sm">
        <Group gap={4}>
          <IconArrowLeft size={14} aria-hidden />
          {strings.desktop.back}
        </Group>
      </Anchor>
      {desktop.isError && <ErrorAlert error={desktop.error} onRetry={() => void desktop.refetch()} />}
      {desktop.isPending && <Skeleton height={400} aria-label={strings.common.loading} />}
      {desktop.data && <One desktop={desktop.data} />}
    </Stack>
  );
}

function One({ desktop }: { desktop: Desktop }) {
  const me = useSession().data?.user.id ?? '';
  return (
    <>
      <Group justify="space-between">
        <Group gap="sm">
          <Title order={1} size="h3">
            {desktop.name}
          </Title>
          <StatusBadge desktop={desktop} />
        </Group>
        {desktop.agentReady && <ControlBar desktop={desktop} me={me} />}
      </Group>
      {desktop.agentReady ? <Rooms desktop={desktop} me={me} /> : <Asleep desktop={desktop} />}
    </>
  );
}

function Rooms({ desktop, me }: { desktop: Desktop; me: string }) {
  const [params, setParams] = useSearchParams();
  const tab = params.get('tab') === 'terminal' ? 'terminal' : 'screen';
  const watching = desktop.control !== null && desktop.control.user.id !== me;
  return (
    <Tabs value={tab} onChange={(chosen) => setParams({ tab: chosen ?? 'screen' })} keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="screen" leftSection={<IconDeviceDesktop size={16} aria-hidden />}>
          {strings.desktop.tabs.screen}
        </Tabs.Tab>
        <Tabs.Tab
          value="terminal"
          leftSection={<IconTerminal2 size={16} aria-hidden />}
          data-testid="tab-terminal"
        >
          {strings.desktop.tabs.terminal}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value={tab}>
        <Suspense fallback={<Skeleton height={400} aria-label={strings.common.loading} />}>
          {tab === 'screen' ? (
            <ScreenTab desktop={desktop} watching={watching} />
          ) : (
            <TerminalTab desktop={desktop} />
          )}
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  );
}

function Asleep({ desktop }: { desktop: Desktop }) {
  const change = useDesktopAction();
  const start = () =>
    change.mutate(
      { desktop, action: 'start' },
      {
        onError: (error) =>
          notifyFailure(strings.desktops.failedTo(strings.desktops.verbs.start, desktop.name), error),
      },
    );
  return (
    <Stack align="center" py="xl" gap="sm">
      <IconDeviceDesktop size={48} stroke={1.25} aria-hidden />
      <Text fw={600}>{strings.desktop.notRunning}</Text>
      <Text c="dimmed" ta="center">
        {desktop.statusReason ??
          (allowedActions(desktop.status).has('start')
            ? strings.desktop.notRunningText
            : strings.desktop.starting)}
      </Text>
      {allowedActions(desktop.status).has('start') && (
        <Button leftSection={<IconPlayerPlay size={16} />} loading={change.isPending} onClick={start}>
          {strings.desktop.start}
        </Button>
      )}
    </Stack>
  );
}
