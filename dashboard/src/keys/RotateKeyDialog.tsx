import { Modal } from '@mantine/core';
import { formatMoment } from '../feedback/time';
import { strings } from '../strings';
import { NewKey } from './NewKey';
import { RotateKeyForm } from './RotateKeyForm';
import type { ApiKey, RotatedApiKey } from './types';
import { useRotateKey } from './useKeys';

const text = strings.keys;

/** What to rotate, and whether the new key shall go without what the old one does not use. */
export interface RotationWish {
  key: ApiKey;
  narrower: boolean;
}

/** Asks how long the old key goes on, then shows the new one, once. */
export function RotateKeyDialog({ wish, onClose }: { wish: RotationWish | null; onClose: () => void }) {
  const rotate = useRotateKey();
  const created = rotate.data;
  const close = () => {
    rotate.reset();
    onClose();
  };
  return (
    <Modal
      opened={wish !== null}
      onClose={close}
      title={wish && (created ? text.created.title : text.rotateDialog.title(wish.key.name))}
      size="lg"
      // A stray click or key press must not lose what cannot be shown again.
      closeOnClickOutside={!created && !rotate.isPending}
      closeOnEscape={!created && !rotate.isPending}
    >
      {wish && !created && (
        <RotateKeyForm
          wish={wish}
          onSubmit={(overlapSeconds, capabilities) =>
            rotate.mutate({ key: wish.key, overlapSeconds, capabilities })
          }
          onCancel={close}
          isPending={rotate.isPending}
          error={rotate.error}
        />
      )}
      {created && (
        <NewKey
          secret={created.key}
          note={fateOfTheOld(created, rotate.variables.overlapSeconds)}
          onDone={close}
        />
      )}
    </Modal>
  );
}

function fateOfTheOld(created: RotatedApiKey, overlapSeconds: number): string {
  if (overlapSeconds > 0) {
    const end = new Date(Date.parse(created.createdAt) + overlapSeconds * 1_000);
    return text.created.oldEndsAt(formatMoment(end.toISOString()));
  }
  return created.replicas === undefined || created.confirmedInMs === undefined
    ? text.created.oldEnded
    : text.created.oldEndedConfirmed(created.replicas, created.confirmedInMs);
}
