import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { strings } from '../strings';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  /** What will happen. */
  text: string;
  /** The button that does it. */
  action: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once more before something that cannot be undone. */
export function ConfirmDialog({ opened, title, text, action, onConfirm, onClose }: ConfirmDialogProps) {
  const confirm = () => {
    onClose();
    onConfirm();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Stack>
        <Text size="sm">{text}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {strings.common.cancel}
          </Button>
          <Button color="red.8" onClick={confirm} data-testid="confirm">
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
