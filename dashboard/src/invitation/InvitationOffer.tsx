import { Button, Stack, Text, Title } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import type { Session } from '../api/types';
import { notifyDone } from '../feedback/notify';
import { RelativeTime } from '../feedback/RelativeTime';
import { strings } from '../strings';
import { InvitationProblem } from './InvitationProblem';
import { forgetInvitationToken } from './invitationToken';
import type { InvitationPreview } from './types';
import { useAcceptInvitation } from './useInvitation';

const text = strings.organisation.accept;

interface InvitationOfferProps {
  token: string;
  session: Session;
  invitation: InvitationPreview;
}

export function InvitationOffer({ token, session, invitation }: InvitationOfferProps) {
  const accept = useAcceptInvitation(token);
  const navigate = useNavigate();
  const { organisation, invitedBy, role, expiresAt } = invitation;
  const join = () =>
    accept.mutate(undefined, {
      onSuccess: () => {
        forgetInvitationToken();
        notifyDone(text.joined(organisation.name));
        void navigate('/', { replace: true });
      },
    });
  if (accept.error) {
    return <InvitationProblem error={accept.error} session={session} invitation={invitation} />;
  }
  return (
    <Stack gap="md" align="stretch">
      <Title order={1} size="h2" ta="center">
        {text.title}
      </Title>
      <Text ta="center">
        {text.invitedBy(
          invitedBy.name ?? strings.organisation.someone,
          organisation.name,
          strings.organisation.roles[role],
        )}
      </Text>
      <Text size="sm" c="dimmed" ta="center">
        {strings.organisation.roleHints[role]} {text.expires} <RelativeTime at={expiresAt} />.
      </Text>
      <Button size="md" loading={accept.isPending} onClick={join} data-testid="accept-invitation">
        {text.join(organisation.name)}
      </Button>
      <Button component={Link} to="/" variant="default" onClick={forgetInvitationToken}>
        {text.notNow}
      </Button>
      <Text size="xs" c="dimmed" ta="center">
        {text.signedInAs(session.user.email)}
      </Text>
    </Stack>
  );
}
