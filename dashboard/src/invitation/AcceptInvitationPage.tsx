import { Center, Loader, Paper, Stack } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useState } from 'react';
import { isUnauthorized } from '../api/ApiError';
import { Logo } from '../shell/Logo';
import { useSession } from '../shell/useSession';
import { strings } from '../strings';
import classes from '../signin/SignInPage.module.css';
import { InvitationOffer } from './InvitationOffer';
import { InvitationProblem } from './InvitationProblem';
import { takeInvitationToken } from './invitationToken';
import { ProblemCard } from './ProblemCard';
import { useInvitation } from './useInvitation';

const text = strings.organisation.accept;

/** `/invitations/accept#<token>`: says who invites to what, and joins. Who is signed out signs in first and comes back. */
export function AcceptInvitationPage() {
  useDocumentTitle(`${text.title} · ${strings.product}`);
  // Before the first call: a signed-out reader is sent on with the address as it is then.
  const [token] = useState(takeInvitationToken);
  return (
    <div className={classes.page}>
      <Center component="main" className={classes.middle}>
        <Paper withBorder shadow="md" p={{ base: 'lg', sm: 36 }} className={classes.card}>
          <Stack gap="lg">
            <Center>
              <Logo size={52} />
            </Center>
            {token === null ? (
              <ProblemCard title={text.noTokenTitle} text={text.noToken} />
            ) : (
              <Invitation token={token} />
            )}
          </Stack>
        </Paper>
      </Center>
    </div>
  );
}

function Invitation({ token }: { token: string }) {
  const session = useSession();
  const invitation = useInvitation(token);
  const failure = session.error ?? invitation.error;
  if (failure !== null && !isUnauthorized(failure)) {
    return <InvitationProblem error={failure} session={session.data} invitation={invitation.data} />;
  }
  if (!session.data || !invitation.data) {
    return (
      <Center h={120}>
        <Loader aria-label={strings.common.loading} />
      </Center>
    );
  }
  return <InvitationOffer token={token} session={session.data} invitation={invitation.data} />;
}
