import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ConfirmDialog } from '../feedback/ConfirmDialog';
import { notifyDone, notifyFailure } from '../feedback/notify';
import { RelativeTime } from '../feedback/RelativeTime';
import { strings } from '../strings';
import classes from '../feedback/Rows.module.css';
import type { Invitation, Organisation } from './types';
import { useRevokeInvitation } from './useInvitations';

const text = strings.organisation.invitations;
const COLORS = { open: 'blue', accepted: 'teal', revoked: 'red', expired: 'gray' } as const;

interface InvitationRowProps {
  organisation: Organisation;
  invitation: Invitation;
}

export function InvitationRow({ organisation, invitation }: InvitationRowProps) {
  const { email, role, status, createdAt, createdBy, expiresAt } = invitation;
  const whom = email ?? text.anyone;
  return (
    <li className={classes.row} data-testid="invitation">
      <Group justify="space-between" gap="sm">
        <Stack gap={2} className={classes.who}>
          <Group gap={6}>
            <Text size="sm" fw={600} truncate>
              {whom}
            </Text>
            <Badge variant="default" size="sm">
              {strings.organisation.roles[role]}
            </Badge>
            <Badge color={COLORS[status]} variant="light" size="sm" data-testid="invitation-status">
              {text.status[status]}
            </Badge>
          </Group>
          <Text size="xs" c="dimmed">
            {text.created} <RelativeTime at={createdAt} />{' '}
            {text.madeBy(createdBy.name ?? strings.organisation.someone)}
            {status === 'open' && (
              <>
                {' · '}
                {text.expires} <RelativeTime at={expiresAt} />
              </>
            )}
          </Text>
        </Stack>
        {status === 'open' && <Revoke organisation={organisation} invitation={invitation} whom={whom} />}
      </Group>
    </li>
  );
}

function Revoke({ organisation, invitation, whom }: InvitationRowProps & { whom: string }) {
  const revoke = useRevokeInvitation(organisation.id);
  const [asking, ask] = useDisclosure();
  const run = () =>
    revoke.mutate(invitation, {
      onSuccess: () => notifyDone(text.revoked),
      onError: (error) => notifyFailure(text.revokeFailed, error),
    });
  return (
    <>
      <Button
        variant="light"
        color="red"
        size="xs"
        loading={revoke.isPending}
        onClick={ask.open}
        aria-label={text.revokeNamed(whom)}
        data-testid="revoke-invitation"
      >
        {text.revoke}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={text.revokeTitle}
        text={text.revokeText}
        action={text.revokeConfirm}
        onConfirm={run}
        onClose={ask.close}
      />
    </>
  );
}
