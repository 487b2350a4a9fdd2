import { Modal } from '@mantine/core';
import { notifyDone } from '../feedback/notify';
import { strings } from '../strings';
import type { Webhook, WebhookChange } from './types';
import { useChangeWebhook } from './useWebhooks';
import { WebhookForm } from './WebhookForm';

const text = strings.webhooks.form;

export function EditWebhookDialog({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  const change = useChangeWebhook();
  const close = () => {
    change.reset();
    onClose();
  };
  const save = (edited: Webhook, wanted: WebhookChange) =>
    change.mutate(
      { webhook: edited, change: wanted },
      {
        onSuccess: () => {
          notifyDone(text.saved);
          close();
        },
      },
    );
  return (
    <Modal opened={webhook !== null} onClose={close} title={text.editTitle} size="lg">
      {webhook && (
        <WebhookForm
          initial={webhook}
          submit={text.save}
          onSubmit={(wanted) => save(webhook, wanted)}
          onCancel={close}
          isPending={change.isPending}
          error={change.error}
        />
      )}
    </Modal>
  );
}
