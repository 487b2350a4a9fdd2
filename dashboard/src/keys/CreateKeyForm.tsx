import { Skeleton, Stack, TextInput } from '@mantine/core';
import { useForm, type FormErrors } from '@mantine/form';
import { DialogActions } from '../feedback/DialogActions';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { fieldErrors } from '../feedback/fieldErrors';
import { strings } from '../strings';
import { CapabilityChoice } from './CapabilityChoice';
import { ExpiryChoice } from './ExpiryChoice';
import { initialValues, toNewApiKey, validation, type NewKeyValues } from './newKeyValues';
import { Restrictions } from './Restrictions';
import type { Capability, NewApiKey } from './types';
import { useCapabilities } from './useKeys';

const text = strings.keys.form;
const FIELDS = ['name', 'capabilities', 'expiresAt', 'allowedCidrs', 'limit'];

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
  const form = useForm<NewKeyValues>({
    initialValues: initialValues(capabilities),
    validate: validation,
  });
  const refused = fieldErrors(error, FIELDS);
  // The form is longer than most screens: what is wrong may be out of sight of the button.
  const showFirst = (errors: FormErrors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus();
  return (
    <form onSubmit={form.onSubmit((values) => onSubmit(toNewApiKey(values)), showFirst)} noValidate>
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
        <CapabilityChoice
          capabilities={capabilities}
          label={text.capabilities}
          hint={text.capabilitiesHint}
          error={form.errors['capabilities'] ?? refused['capabilities']}
          value={form.values.capabilities}
          onChange={(chosen) => form.setFieldValue('capabilities', chosen)}
        />
        <ExpiryChoice form={form} refused={refused['expiresAt']} />
        <Restrictions form={form} refused={refused} />
        {error && <ErrorAlert error={error} />}
        <DialogActions
          onCancel={onCancel}
          submit={text.submit}
          isPending={isPending}
          testId="create-key-submit"
        />
      </Stack>
    </form>
  );
}
