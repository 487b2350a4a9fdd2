import { Modal } from '@mantine/core';
import { strings } from '../strings';
import { CreateKeyForm } from './CreateKeyForm';
import { NewKey } from './NewKey';
import type { NewApiKey } from './types';
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
      title={created ? strings.keys.created.title : strings.keys.form.title}
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
