import { Skeleton, Stack } from '@mantine/core';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { PageHeader } from '../feedback/PageHeader';
import { useSession } from '../shell/useSession';
import { strings } from '../strings';
import { Departure } from './Departure';
import { Invitations } from './Invitations';
import { Members } from './Members';
import { RenameOrganisation } from './RenameOrganisation';
import { useOrganisation } from './useOrganisations';

const text = strings.organisation;

/** The organisation that the session is switched to; each sees of it what their role lets them do. */
export function OrganisationPanel() {
  const session = useSession();
  return (
    <Stack gap="lg">
      <PageHeader order={2} title={text.title} lead={text.lead} />
      {session.data && <Sections id={session.data.organisation.id} />}
    </Stack>
  );
}

function Sections({ id }: { id: string }) {
  const organisation = useOrganisation(id);
  if (organisation.isError) {
    return <ErrorAlert error={organisation.error} onRetry={() => void organisation.refetch()} />;
  }
  if (organisation.isPending) {
    return <Skeleton height={320} aria-label={strings.common.loading} />;
  }
  const manages = organisation.data.role !== 'member';
  return (
    <>
      <RenameOrganisation organisation={organisation.data} />
      <Members organisation={organisation.data} />
      {manages && <Invitations organisation={organisation.data} />}
      <Departure organisation={organisation.data} />
    </>
  );
}
