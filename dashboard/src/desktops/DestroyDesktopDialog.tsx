import { Modal, Text } from '@mantine/core';
import type { Desktop } from '../api/types';
import { notifyDone } from '../feedback/notify';
import { TypedConfirmation } from '../feedback/TypedConfirmation';
import { strings } from '../strings';
import { useDestroyDesktop } from './useDesktops';

const text = strings.desktops.destroyDialog;

interface DestroyDesktopDialogProps {
  desktop: Desktop | null;
  onClose: () => void;
}

export function DestroyDesktopDialog({ desktop, onClose }: DestroyDesktopDialogProps) {
  return (
    <Modal opened={desktop !== null} onClose={onClose} title={desktop && text.title(desktop.name)}>
      {desktop && <DestroyForm desktop={desktop} onClose={onClose} />}
    </Modal>
  );
}

function DestroyForm({ desktop, onClose }: { desktop: Desktop; onClose: () => void }) {
  const destroy = useDestroyDesktop();
  const run = () =>
    destroy.mutate(desktop, {
      onSuccess: () => {
        notifyDone(strings.desktops.destroyed(desktop.name));
        onClose();
      },
    });
  return (
    <TypedConfirmation
      expected={desktop.name}
      label={text.confirmLabel}
      submit={text.submit}
      isPending={destroy.isPending}
      error={destroy.error}
      onConfirm={run}
      onCancel={onClose}
      inputTestId="destroy-name"
      testId="destroy-confirm"
    >
      <Text size="sm">{text.warning}</Text>
    </TypedConfirmation>
  );
}
