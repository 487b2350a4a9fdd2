import { Modal } from '@mantine/core';
import { strings } from '../strings';
import { NewSecret } from './NewSecret';
import { useCreateWebhook } from './useWebhooks';
import { WebhookForm } from './WebhookForm';

const text = strings.webhooks;
const NOTHING_YET = { url: '', description: '', events: [] };

/** Asks where to, then shows the signing secret, once. Closing the dialog forgets it. */
export function CreateWebhookDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const create = useCreateWebhook();
  const created = create.data;
  const close = () => {
    create.reset();
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={created ? text.secret.title : text.form.createTitle}
      size="lg"
      // A stray click or key press must not lose what cannot be shown again.
      closeOnClickOutside={!created && !create.isPending}
      closeOnEscape={!created && !create.isPending}
    >
      {created ? (
        <NewSecret secret={created.secret} onDone={close} />
      ) : (
        <WebhookForm
          initial={NOTHING_YET}
          submit={text.form.create}
          onSubmit={(wanted) => create.mutate(wanted)}
          onCancel={close}
          isPending={create.isPending}
          error={create.error}
        />
      )}
    </Modal>
  );
}
