import { Modal, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { notifyReceipt } from '../feedback/notify';
import { TypedConfirmation } from '../feedback/TypedConfirmation';
import { refreshSession } from '../shell/useSession';
import { strings } from '../strings';
import type { Organisation } from './types';
import { useDeleteOrganisation } from './useOrganisations';

const text = strings.organisation.deleteDialog;

interface DeleteOrganisationDialogProps {
  organisation: Organisation;
  opened: boolean;
  onClose: () => void;
}

export function DeleteOrganisationDialog({ organisation, opened, onClose }: DeleteOrganisationDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={text.title(organisation.name)}>
      <DeleteForm organisation={organisation} onClose={onClose} />
    </Modal>
  );
}

function DeleteForm({ organisation, onClose }: Omit<DeleteOrganisationDialogProps, 'opened'>) {
  const queryClient = useQueryClient();
  const deletion = useDeleteOrganisation();
  const run = () =>
    deletion.mutate(organisation, {
      // The session is in the personal organisation now, and this page with it.
      onSuccess: ({ replicas, confirmedInMs }) => {
        notifyReceipt(text.receiptTitle(organisation.name), text.receipt(replicas, confirmedInMs));
        onClose();
        void refreshSession(queryClient);
      },
    });
  return (
    <TypedConfirmation
      expected={organisation.name}
      label={text.confirmLabel}
      submit={text.submit}
      isPending={deletion.isPending}
      error={deletion.error}
      onConfirm={run}
      onCancel={onClose}
      inputTestId="delete-organisation-name"
      testId="delete-organisation-confirm"
    >
      <Text size="sm">{text.warning}</Text>
    </TypedConfirmation>
  );
}
