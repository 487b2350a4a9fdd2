import { Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { fieldErrors } from '../feedback/fieldErrors';
import { strings } from '../strings';

const text = strings.organisation;
const NAME_MAX = 64;

interface NameFormProps {
  label: string;
  initialName: string;
  error: Error | null;
  onSubmit: (name: string) => void;
  /** What stands under the field: the button. */
  children: ReactNode;
  testId: string;
}

/** Asks for an organisation's name, with the rules that the service has for it. */
export function NameForm({ label, initialName, error, onSubmit, children, testId }: NameFormProps) {
  const form = useForm({
    initialValues: { name: initialName },
    validate: {
      name: (name) => {
        if (name.trim() === '') {
          return text.nameMissing;
        }
        return Array.from(name.trim()).length > NAME_MAX ? text.nameTooLong(NAME_MAX) : null;
      },
    },
  });
  return (
    <form onSubmit={form.onSubmit(({ name }) => onSubmit(name.trim()))} noValidate>
      <Stack gap="md">
        <TextInput
          label={label}
          required
          autoComplete="off"
          data-autofocus
          data-testid={testId}
          {...form.getInputProps('name')}
          error={form.errors['name'] ?? fieldErrors(error, ['name'])['name']}
        />
        {error && <ErrorAlert error={error} />}
        {children}
      </Stack>
    </form>
  );
}
