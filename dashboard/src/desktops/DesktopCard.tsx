import { ActionIcon, Alert, Anchor, Button, Card, Group, Menu, SimpleGrid, Text, Title } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import {
  IconCopy,
  IconDotsVertical,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Desktop } from '../api/types';
import { Fact } from '../feedback/Fact';
import { RelativeTime } from '../feedback/RelativeTime';
import { notifyDone, notifyFailure } from '../feedback/notify';
import { strings } from '../strings';
import classes from './DesktopCard.module.css';
import { allowedActions, canDestroy, type Action } from './lifecycle';
import { StatusBadge } from './StatusBadge';
import { useDesktopAction } from './useDesktops';

interface DesktopCardProps {
  desktop: Desktop;
  onDestroy: () => void;
}

export function DesktopCard({ desktop, onDestroy }: DesktopCardProps) {
  const { name } = desktop;
  return (
    <Card component="li" withBorder padding="lg" className={classes.card} data-testid="desktop">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div className={classes.name}>
          <Title order={2} size="h4" lineClamp={1} title={name}>
            <Anchor component={Link} to={`/desktops/${encodeURIComponent(desktop.id)}`} inherit c="inherit">
              {name}
            </Anchor>
          </Title>
          <Text size="xs" c="dimmed" ff="monospace" truncate>
            {desktop.id}
          </Text>
        </div>
        <StatusBadge desktop={desktop} />
      </Group>
      <StatusReason desktop={desktop} />
      <Facts desktop={desktop} />
      <Actions desktop={desktop} onDestroy={onDestroy} />
    </Card>
  );
}

/** Why it is as it is: a fault, or what it waits for. */
function StatusReason({ desktop: { status, statusReason } }: { desktop: Desktop }) {
  const failed = status === 'error';
  const reason = statusReason ?? (failed ? strings.desktops.noReason : null);
  return (
    reason !== null && (
      <Alert color={failed ? 'red' : 'gray'} p="xs" mt="md" data-testid="status-reason">
        {reason}
      </Alert>
    )
  );
}

function Facts({ desktop }: { desktop: Desktop }) {
  return (
    <SimpleGrid component="dl" cols={2} spacing="sm" verticalSpacing="xs" my="md">
      <Fact label={strings.desktops.tierLabel}>
        <span title={strings.desktops.tierSpecs[desktop.tier]}>{strings.desktops.tiers[desktop.tier]}</span>
      </Fact>
      <Fact label={strings.desktops.imageLabel}>{desktop.image}</Fact>
      <Fact label={strings.desktops.screenLabel}>
        {strings.desktops.screen(desktop.width, desktop.height)}
      </Fact>
      <Fact label={strings.desktops.addressLabel}>{desktop.ipAddress ?? '–'}</Fact>
      <Fact label={strings.desktops.createdLabel}>
        <RelativeTime at={desktop.createdAt} />
      </Fact>
      <Fact label={strings.desktops.startedLabel}>
        {desktop.startedAt ? <RelativeTime at={desktop.startedAt} /> : '–'}
      </Fact>
    </SimpleGrid>
  );
}

function Actions({ desktop, onDestroy }: DesktopCardProps) {
  const change = useDesktopAction();
  const clipboard = useClipboard();
  const allowed = allowedActions(desktop.status);
  const { name } = desktop;

  const run = (action: Action) =>
    change.mutate(
      { desktop, action },
      {
        onError: (error) =>
          notifyFailure(strings.desktops.failedTo(strings.desktops.verbs[action], name), error),
      },
    );
  const copyId = () => {
    clipboard.copy(desktop.id);
    notifyDone(strings.desktops.idCopied);
  };

  return (
    <Group justify="space-between" mt="auto" wrap="nowrap">
      {allowed.has('stop') ? (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} />}
          loading={change.isPending}
          onClick={() => run('stop')}
          aria-label={strings.desktops.actionOn(strings.desktops.stop, name)}
          data-testid="stop-desktop"
        >
          {strings.desktops.stop}
        </Button>
      ) : (
        <Button
          variant="light"
          leftSection={<IconPlayerPlay size={16} />}
          loading={change.isPending}
          disabled={!allowed.has('start')}
          onClick={() => run('start')}
          aria-label={strings.desktops.actionOn(strings.desktops.start, name)}
          data-testid="start-desktop"
        >
          {strings.desktops.start}
        </Button>
      )}
      <Menu position="bottom-end" shadow="md" width={180}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={strings.desktops.more(name)}
            data-testid="desktop-menu"
          >
            <IconDotsVertical size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconRefresh size={16} />}
            disabled={!allowed.has('restart')}
            onClick={() => run('restart')}
            data-testid="restart-desktop"
          >
            {strings.desktops.restart}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={copyId}>
            {strings.desktops.copyId}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            disabled={!canDestroy(desktop.status)}
            onClick={onDestroy}
            data-testid="destroy-desktop"
          >
            {strings.desktops.destroy}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
