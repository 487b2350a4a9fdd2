import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { Section } from '../feedback/Section';
import { strings } from '../strings';
import { DeleteOrganisationDialog } from './DeleteOrganisationDialog';
import { LeaveDialog } from './LeaveDialog';
import { isLastOwner } from './roles';
import type { Member, Organisation } from './types';
import { useMembers } from './useMembers';

const text = strings.organisation;

/** The ways out: leaving, and for owners deleting it. */
export function Departure({ organisation }: { organisation: Organisation }) {
  const members = useMembers(organisation.id);
  return (
    <Section title={text.danger.title} testId="departure">
      {members.isError && <ErrorAlert error={members.error} onRetry={() => void members.refetch()} />}
      {members.isPending && <Skeleton height={48} aria-label={strings.common.loading} />}
      {members.data && <Leave organisation={organisation} members={members.data} />}
      {organisation.role === 'owner' && <Delete organisation={organisation} />}
    </Section>
  );
}

function Leave({ organisation, members }: { organisation: Organisation; members: readonly Member[] }) {
  const [asking, ask] = useDisclosure();
  const stays = members.some((member) => member.you && isLastOwner(member, members));
  return (
    <Way
      title={text.danger.leave}
      hint={stays ? text.departure.onlyOwner : text.danger.leaveHint}
      action={text.danger.leaveButton}
      disabled={stays}
      onAction={ask.open}
      testId="leave-organisation"
    >
      <LeaveDialog
        organisation={organisation}
        heirs={members.filter((member) => !member.you)}
        opened={asking}
        onClose={ask.close}
      />
    </Way>
  );
}

function Delete({ organisation }: { organisation: Organisation }) {
  const [asking, ask] = useDisclosure();
  return (
    <Way
      title={text.danger.delete}
      hint={organisation.personal ? text.danger.personalHint : text.danger.deleteHint}
      action={text.danger.deleteButton}
      disabled={organisation.personal}
      onAction={ask.open}
      testId="delete-organisation"
    >
      <DeleteOrganisationDialog organisation={organisation} opened={asking} onClose={ask.close} />
    </Way>
  );
}

interface WayProps {
  title: string;
  hint: string;
  action: string;
  disabled: boolean;
  onAction: () => void;
  testId: string;
  children: React.ReactNode;
}

function Way({ title, hint, action, disabled, onAction, testId, children }: WayProps) {
  return (
    <Group justify="space-between" gap="sm">
      <Stack gap={0}>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      </Stack>
      {!disabled && (
        <Button variant="light" color="red" size="xs" onClick={onAction} data-testid={testId}>
          {action}
        </Button>
      )}
      {children}
    </Group>
  );
}
