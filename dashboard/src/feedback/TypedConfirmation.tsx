import { Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { DialogActions } from './DialogActions';
import { ErrorAlert } from './ErrorAlert';

interface TypedConfirmationProps {
  /** What will be gone. */
  children: ReactNode;
  /** What has to be typed. */
  expected: string;
  label: string;
  submit: string;
  isPending: boolean;
  error: Error | null;
  onConfirm: () => void;
  onCancel: () => void;
  inputTestId: string;
  testId: string;
}

/** A form that acts only once a name has been typed: for what is gone for good. */
export function TypedConfirmation(props: TypedConfirmationProps) {
  const [typed, setTyped] = useState('');
  const confirmed = typed.trim() === props.expected;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (confirmed) {
      props.onConfirm();
    }
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {props.children}
        <TextInput
          label={props.label}
          placeholder={props.expected}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
          data-testid={props.inputTestId}
        />
        {props.error && <ErrorAlert error={props.error} />}
        <DialogActions
          onCancel={props.onCancel}
          submit={props.submit}
          isPending={props.isPending}
          dangerous
          disabled={!confirmed}
          testId={props.testId}
        />
      </Stack>
    </form>
  );
}
