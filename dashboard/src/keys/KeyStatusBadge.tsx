import { Badge } from '@mantine/core';
import { strings } from '../strings';
import type { KeyStatus } from './types';

const COLORS = {
  active: 'teal',
  rotating: 'blue',
  quarantined: 'orange',
  revoked: 'red',
  expired: 'gray',
} as const;

export function KeyStatusBadge({ status }: { status: KeyStatus }) {
  return (
    <Badge color={COLORS[status]} variant="light" data-testid="key-status">
      {strings.keys.status[status]}
    </Badge>
  );
}
