import { Badge, Loader } from '@mantine/core';
import type { Desktop, DesktopStatus } from '../api/types';
import { strings } from '../strings';
import { isTransient } from './lifecycle';

const COLORS: Record<DesktopStatus, string> = {
  pending: 'gray',
  booting: 'blue',
  running: 'teal',
  stopping: 'orange',
  stopped: 'gray',
  destroying: 'orange',
  destroyed: 'gray',
  error: 'red',
};

export function StatusBadge({ desktop }: { desktop: Desktop }) {
  const color = COLORS[desktop.status];
  const gettingReady = desktop.status === 'running' && !desktop.agentReady;
  return (
    <Badge
      color={gettingReady ? 'blue' : color}
      variant="light"
      size="lg"
      flex="none"
      leftSection={isTransient(desktop) ? <Loader size={12} color="currentColor" aria-hidden /> : undefined}
      title={desktop.agentReady ? strings.desktops.ready : undefined}
      data-testid="desktop-status"
      data-status={desktop.status}
      data-agent-ready={desktop.agentReady}
    >
      {gettingReady ? strings.desktops.gettingReady : strings.desktops.status[desktop.status]}
    </Badge>
  );
}
