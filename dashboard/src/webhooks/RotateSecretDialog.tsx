import { Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { DialogActions } from '../feedback/DialogActions';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { formatMoment } from '../feedback/time';
import { strings } from '../strings';
import { NewSecret } from './NewSecret';
import type { Webhook, WebhookWithSecret } from './types';
import { useRotateSecret } from './useWebhooks';

const text = strings.webhooks;
const OVERLAPS = ['0', '3600', '86400', '604800'].map((value) => ({
  value,
  label: text.rotateDialog.overlaps[value] ?? value,
}));
const A_DAY = '86400';

/** Asks how long the old secret signs, too, then shows the new one, once. */
export function RotateSecretDialog({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  const rotate = useRotateSecret();
  const [overlap, setOverlap] = useState(A_DAY);
  const rotated = rotate.data;
  const close = () => {
    rotate.reset();
    setOverlap(A_DAY);
    onClose();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (webhook) {
      rotate.mutate({ webhook, overlapSeconds: Number(overlap) });
    }
  };
  return (
    <Modal
      opened={webhook !== null}
      onClose={close}
      title={rotated ? text.secret.title : text.rotateDialog.title}
      size="lg"
      // As for a new webhook.
      closeOnClickOutside={!rotated && !rotate.isPending}
      closeOnEscape={!rotated && !rotate.isPending}
    >
      {rotated ? (
        <NewSecret secret={rotated.secret} note={fateOfTheOld(rotated)} onDone={close} />
      ) : (
        <form onSubmit={submit}>
          <Stack gap="md">
            <Text size="sm">{text.rotateDialog.lead}</Text>
            <NativeSelect
              label={text.rotateDialog.overlap}
              data={OVERLAPS}
              value={overlap}
              onChange={(event) => setOverlap(event.currentTarget.value)}
              data-testid="webhook-overlap"
            />
            {rotate.error && <ErrorAlert error={rotate.error} />}
            <DialogActions
              onCancel={close}
              submit={text.rotateDialog.submit}
              isPending={rotate.isPending}
              testId="webhook-rotate-confirm"
            />
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function fateOfTheOld({ previousSecretUntil }: WebhookWithSecret): string {
  return previousSecretUntil === null
    ? text.secret.oldEnded
    : text.secret.oldUntil(formatMoment(previousSecretUntil));
}
