import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { DialogActions } from '../feedback/DialogActions';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { fieldErrors } from '../feedback/fieldErrors';
import { strings } from '../strings';
import type { WebhookChange } from './types';
import { EVENTS, eventName } from './words';

const text = strings.webhooks.form;
const FIELDS = ['url', 'description', 'events'];
const LONGEST_DESCRIPTION = 200;

interface Values {
  url: string;
  description: string;
  events: string[];
}

interface WebhookFormProps {
  initial: Values;
  submit: string;
  onSubmit: (change: WebhookChange) => void;
  onCancel: () => void;
  isPending: boolean;
  error: Error | null;
}

export function WebhookForm({ initial, submit, onSubmit, onCancel, isPending, error }: WebhookFormProps) {
  const form = useForm<Values>({
    initialValues: initial,
    validate: {
      url: (url) => (url.trim() === '' ? text.urlMissing : null),
      description: (description) =>
        description.trim().length > LONGEST_DESCRIPTION ? text.descriptionTooLong(LONGEST_DESCRIPTION) : null,
    },
  });
  const refused = fieldErrors(error, FIELDS);
  const send = ({ url, description, events }: Values) =>
    onSubmit({ url: url.trim(), description: description.trim(), events });
  return (
    <form onSubmit={form.onSubmit(send)} noValidate>
      <Stack gap="md">
        <TextInput
          label={text.url}
          description={text.urlHint}
          placeholder="https://example.org/webhooks"
          type="url"
          required
          data-autofocus
          autoComplete="off"
          data-testid="webhook-url"
          {...form.getInputProps('url')}
          error={form.errors['url'] ?? refused['url']}
        />
        <TextInput
          label={text.description}
          description={text.descriptionHint}
          autoComplete="off"
          data-testid="webhook-description"
          {...form.getInputProps('description')}
          error={form.errors['description'] ?? refused['description']}
        />
        <Checkbox.Group
          label={text.events}
          description={text.eventsHint}
          {...form.getInputProps('events')}
          error={refused['events']}
        >
          <Stack gap="xs" mt={8}>
            {EVENTS.map((type) => (
              <Checkbox key={type} value={type} label={eventName(type)} description={type} />
            ))}
          </Stack>
        </Checkbox.Group>
        {error && <ErrorAlert error={error} />}
        <DialogActions onCancel={onCancel} submit={submit} isPending={isPending} testId="webhook-submit" />
      </Stack>
    </form>
  );
}
