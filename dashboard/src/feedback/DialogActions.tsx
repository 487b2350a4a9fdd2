import { Button, Group } from '@mantine/core';
import { strings } from '../strings';

interface DialogActionsProps {
  onCancel: () => void;
  submit: string;
  isPending: boolean;
  /** For what cannot be undone. */
  dangerous?: boolean;
  disabled?: boolean;
  testId: string;
}

/** The last line of a form in a dialog: think again, or do it. */
export function DialogActions(props: DialogActionsProps) {
  const { onCancel, submit, isPending, dangerous, disabled, testId } = props;
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onCancel}>
        {strings.common.cancel}
      </Button>
      <Button
        type="submit"
        color={dangerous ? 'red.8' : undefined}
        loading={isPending}
        disabled={disabled}
        data-testid={testId}
      >
        {submit}
      </Button>
    </Group>
  );
}
