import { Modal, Stack, Text } from '@mantine/core';
import { DialogActions } from '../feedback/DialogActions';
import { notifyDone } from '../feedback/notify';
import { strings } from '../strings';
import { NameForm } from './NameForm';
import { useCreateOrganisation } from './useOrganisations';

const text = strings.organisation;

export function CreateOrganisationDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const create = useCreateOrganisation();
  const close = () => {
    create.reset();
    onClose();
  };
  const run = (name: string) =>
    create.mutate(name, {
      onSuccess: (session) => {
        notifyDone(text.switcher.switched(session.organisation.name));
        close();
      },
    });
  return (
    <Modal opened={opened} onClose={close} title={text.createDialog.title}>
      <Stack gap="md">
        <Text size="sm">{text.createDialog.lead}</Text>
        <NameForm
          label={text.createDialog.name}
          initialName=""
          error={create.error}
          onSubmit={run}
          testId="organisation-new-name"
        >
          <DialogActions
            onCancel={close}
            submit={text.createDialog.submit}
            isPending={create.isPending}
            testId="create-organisation-submit"
          />
        </NameForm>
      </Stack>
    </Modal>
  );
}
