import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { Section } from '../feedback/Section';
import { strings } from '../strings';
import { InvitationRow } from './InvitationRow';
import { InviteDialog } from './InviteDialog';
import type { Invitation, Organisation } from './types';
import { useInvitations } from './useInvitations';

const text = strings.organisation.invitations;

/** Who has been invited, and the way to invite somebody: for owners and admins. */
export function Invitations({ organisation }: { organisation: Organisation }) {
  const invitations = useInvitations(organisation.id);
  const [inviting, invite] = useDisclosure();
  return (
    <Section
      title={text.title}
      lead={text.lead}
      action={
        <Button
          size="xs"
          leftSection={<IconUserPlus size={16} aria-hidden />}
          onClick={invite.open}
          data-testid="invite"
        >
          {text.invite}
        </Button>
      }
      testId="invitations"
    >
      {invitations.isError && (
        <ErrorAlert error={invitations.error} onRetry={() => void invitations.refetch()} />
      )}
      {invitations.isPending && <Skeleton height={64} aria-label={strings.common.loading} />}
      {invitations.data && <List organisation={organisation} invitations={invitations.data} />}
      <InviteDialog organisation={organisation} opened={inviting} onClose={invite.close} />
    </Section>
  );
}

function List({
  organisation,
  invitations,
}: {
  organisation: Organisation;
  invitations: readonly Invitation[];
}) {
  if (invitations.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {text.none}
      </Text>
    );
  }
  return (
    <Stack component="ul" gap={0} p={0} m={0}>
      {openFirst(invitations).map((invitation) => (
        <InvitationRow key={invitation.id} organisation={organisation} invitation={invitation} />
      ))}
    </Stack>
  );
}

function openFirst(invitations: readonly Invitation[]): Invitation[] {
  return invitations.toSorted(
    (one, other) =>
      Number(other.status === 'open') - Number(one.status === 'open') ||
      Date.parse(other.createdAt) - Date.parse(one.createdAt),
  );
}
