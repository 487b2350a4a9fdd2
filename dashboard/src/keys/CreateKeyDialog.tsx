import { Modal } from '@mantine/core';
import type { NewApiKey } from '../api/types';
import { strings } from '../strings';
import { CreateKeyForm } from './CreateKeyForm';
import { NewKey } from './NewKey';
import { useCreateKey } from './useKeys';

/** Asks for a key's name and capabilities, then shows the key, once. Closing the dialog forgets it. */
export function CreateKeyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const create = useCreateKey();
  const created = create.data;
  const close = () => {
    create.reset();
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={created ? strings.keys.createdDialog.title : strings.keys.createDialog.title}
      size="lg"
      // A stray click or key press must not lose what cannot be shown again.
      closeOnClickOutside={!created && !create.isPending}
      closeOnEscape={!created && !create.isPending}
    >
      {created ? (
        <NewKey secret={created.key} onDone={close} />
      ) : (
        <CreateKeyForm
          onSubmit={(key: NewApiKey) => create.mutate(key)}
          onCancel={close}
          isPending={create.isPending}
          error={create.error}
        />
      )}
    </Modal>
  );
}
