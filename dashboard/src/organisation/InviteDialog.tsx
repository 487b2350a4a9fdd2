import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Copyable } from '../feedback/Copyable';
import { strings } from '../strings';
import { InviteForm } from './InviteForm';
import type { CreatedInvitation, Organisation } from './types';
import { useInvite } from './useInvitations';

const text = strings.organisation.invitations;

interface InviteDialogProps {
  organisation: Organisation;
  opened: boolean;
  onClose: () => void;
}

/** Asks whom to invite as what, then shows the link, once. Closing the dialog forgets it. */
export function InviteDialog({ organisation, opened, onClose }: InviteDialogProps) {
  const invite = useInvite(organisation.id);
  const created = invite.data;
  const close = () => {
    invite.reset();
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={created ? text.linkTitle : text.dialogTitle}
      // A stray click or key press must not lose what cannot be shown again.
      closeOnClickOutside={!created && !invite.isPending}
      closeOnEscape={!created && !invite.isPending}
    >
      {created ? (
        <Link invitation={created} onDone={close} />
      ) : (
        <InviteForm
          role={organisation.role}
          onSubmit={(invitation) => invite.mutate(invitation)}
          onCancel={close}
          isPending={invite.isPending}
          error={invite.error}
        />
      )}
    </Modal>
  );
}

function Link({ invitation, onDone }: { invitation: CreatedInvitation; onDone: () => void }) {
  return (
    <Stack>
      <Text size="sm">{invitation.email === null ? text.linkHint : text.linkHintFor(invitation.email)}</Text>
      <Copyable
        label={text.link}
        value={invitation.url}
        copyLabel={text.copy}
        valueId="invitation-url"
        copyId="copy-invitation"
      />
      <Group justify="flex-end">
        <Button onClick={onDone} data-testid="invitation-done">
          {strings.common.done}
        </Button>
      </Group>
    </Stack>
  );
}
