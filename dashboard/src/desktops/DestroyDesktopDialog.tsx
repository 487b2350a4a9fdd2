import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import type { Desktop } from '../api/types';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { notifyDone } from '../feedback/notify';
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
  const [typed, setTyped] = useState('');
  const destroy = useDestroyDesktop();
  const confirmed = typed.trim() === desktop.name;

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!confirmed) {
      return;
    }
    destroy.mutate(desktop, {
      onSuccess: () => {
        notifyDone(strings.desktops.destroyed(desktop.name));
        onClose();
      },
    });
  };

  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{text.warning}</Text>
        <TextInput
          label={text.confirmLabel}
          placeholder={desktop.name}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
          data-testid="destroy-name"
        />
        {destroy.isError && <ErrorAlert error={destroy.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {strings.common.cancel}
          </Button>
          <Button
            type="submit"
            color="red.8"
            disabled={!confirmed}
            loading={destroy.isPending}
            data-testid="destroy-confirm"
          >
            {text.submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
