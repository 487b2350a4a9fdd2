import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { ApiError } from '../api/ApiError';
import { request } from '../api/client';
import type { Session } from '../api/types';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { notifyFailure } from '../feedback/notify';
import { useSwitchOrganisation } from '../organisation/useOrganisations';
import { ACCEPT_INVITATION, signInPath } from '../signin/returnTo';
import { strings } from '../strings';
import { forgetInvitationToken } from './invitationToken';
import { ProblemCard } from './ProblemCard';
import type { InvitationPreview } from './types';

const text = strings.organisation.accept;

interface InvitationProblemProps {
  error: Error;
  session: Session | undefined;
  invitation: InvitationPreview | undefined;
}

/** What is wrong with the invitation, in words, and the way out of it. */
export function InvitationProblem({ error, session, invitation }: InvitationProblemProps) {
  const { status, code } = error instanceof ApiError ? error : { status: 0, code: '' };
  if (code === 'EMAIL_MISMATCH') {
    return (
      <ProblemCard title={text.mismatchTitle} text={text.mismatch(session?.user.email ?? '')}>
        <OtherAccount />
        <Button component={Link} to="/settings?tab=accounts" variant="default">
          {text.linkAccount}
        </Button>
      </ProblemCard>
    );
  }
  switch (status) {
    case 404:
      return <ProblemCard title={text.goneTitle} text={text.gone} />;
    case 409:
      return (
        <ProblemCard title={text.alreadyTitle} text={text.already}>
          {invitation && <Open organisation={invitation.organisation} />}
        </ProblemCard>
      );
    default:
      return <ErrorAlert error={error} onRetry={() => window.location.reload()} />;
  }
}

/** Signs out and leads back here; the link is kept for this tab. */
function OtherAccount() {
  const signOut = useMutation({
    mutationFn: () => request('POST', '/auth/logout'),
    // A page load, not a change of route: it leaves nothing of this user in memory.
    onSuccess: () =>
      window.location.replace(signInPath({ pathname: ACCEPT_INVITATION, search: '', hash: '' })),
    onError: (error) => notifyFailure(strings.errors.title, error),
  });
  return (
    <Button loading={signOut.isPending} onClick={() => signOut.mutate()} data-testid="other-account">
      {text.otherAccount}
    </Button>
  );
}

function Open({ organisation }: { organisation: InvitationPreview['organisation'] }) {
  const change = useSwitchOrganisation();
  const navigate = useNavigate();
  const open = () =>
    change.mutate(organisation.id, {
      onSuccess: () => {
        forgetInvitationToken();
        void navigate('/', { replace: true });
      },
      onError: (error) => notifyFailure(strings.organisation.switcher.failed, error),
    });
  return (
    <Button loading={change.isPending} onClick={open} data-testid="open-organisation">
      {text.open(organisation.name)}
    </Button>
  );
}
