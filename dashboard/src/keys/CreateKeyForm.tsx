import { Button, Checkbox, Group, Skeleton, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Capability, NewApiKey } from '../api/types';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { fieldErrors } from '../feedback/fieldErrors';
import { strings } from '../strings';
import { useCapabilities } from './useKeys';

const text = strings.keys.createDialog;
const NAME_MAX = 100;

interface CreateKeyFormProps {
  onSubmit: (key: NewApiKey) => void;
  onCancel: () => void;
  isPending: boolean;
  error: Error | null;
}

export function CreateKeyForm(props: CreateKeyFormProps) {
  const capabilities = useCapabilities();
  if (capabilities.isError) {
    return <ErrorAlert error={capabilities.error} onRetry={() => void capabilities.refetch()} />;
  }
  if (capabilities.isPending) {
    return <Skeleton height={320} aria-label={strings.common.loading} />;
  }
  return <LoadedForm {...props} capabilities={capabilities.data} />;
}

function LoadedForm(props: CreateKeyFormProps & { capabilities: Capability[] }) {
  const { capabilities, onSubmit, onCancel, isPending, error } = props;
  const form = useForm<NewApiKey>({
    initialValues: {
      name: '',
      capabilities: capabilities.filter((capability) => capability.default).map(({ id }) => id),
    },
    validate: {
      name: (name) => {
        if (name.trim() === '') {
          return text.nameMissing;
        }
        return name.trim().length > NAME_MAX ? text.nameTooLong(NAME_MAX) : null;
      },
      capabilities: (chosen) => (chosen.length === 0 ? text.capabilitiesMissing : null),
    },
  });
  const refused = error ? fieldErrors(error, ['name', 'capabilities']) : {};

  return (
    <form onSubmit={form.onSubmit((key) => onSubmit({ ...key, name: key.name.trim() }))} noValidate>
      <Stack gap="md">
        <TextInput
          label={text.name}
          description={text.nameHint}
          required
          // The dialog looks for what to focus before the capabilities are there.
          autoFocus
          autoComplete="off"
          data-testid="key-name"
          {...form.getInputProps('name')}
          error={form.errors['name'] ?? refused['name']}
        />
        <Checkbox.Group
          label={text.capabilities}
          description={text.capabilitiesHint}
          required
          {...form.getInputProps('capabilities')}
          error={form.errors['capabilities'] ?? refused['capabilities']}
        >
          <Stack gap="sm" mt="sm" mb={4}>
            {capabilities.map(({ id, description }) => (
              <Checkbox
                key={id}
                value={id}
                label={id}
                description={description}
                data-testid={`capability-${id}`}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        {error && <ErrorAlert error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {strings.common.cancel}
          </Button>
          <Button type="submit" loading={isPending} data-testid="create-key-submit">
            {text.submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
