import { Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Role } from '../api/types';
import { DialogActions } from '../feedback/DialogActions';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { fieldErrors } from '../feedback/fieldErrors';
import { strings } from '../strings';
import { rolesToGive } from './roles';
import type { NewInvitation } from './types';

const text = strings.organisation.invitations;

interface InviteFormProps {
  /** The inviter's own. */
  role: Role;
  onSubmit: (invitation: NewInvitation) => void;
  onCancel: () => void;
  isPending: boolean;
  error: Error | null;
}

export function InviteForm({ role, onSubmit, onCancel, isPending, error }: InviteFormProps) {
  const form = useForm<{ role: string; email: string }>({ initialValues: { role: 'member', email: '' } });
  const refused = fieldErrors(error, ['role', 'email']);
  const submit = (values: { role: string; email: string }) => {
    const email = values.email.trim();
    onSubmit({ role: values.role as Role, ...(email !== '' && { email }) });
  };
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="md">
        <TextInput
          type="email"
          label={text.email}
          description={text.emailHint}
          autoComplete="off"
          data-autofocus
          data-testid="invite-email"
          {...form.getInputProps('email')}
          error={refused['email']}
        />
        <Radio.Group label={text.role} {...form.getInputProps('role')} error={refused['role']}>
          <Stack gap="xs" mt={6}>
            {rolesToGive(role).map((choice) => (
              <RoleChoice key={choice} role={choice} />
            ))}
          </Stack>
        </Radio.Group>
        {error && <ErrorAlert error={error} />}
        <DialogActions
          onCancel={onCancel}
          submit={text.submit}
          isPending={isPending}
          testId="invite-submit"
        />
      </Stack>
    </form>
  );
}

function RoleChoice({ role }: { role: Role }) {
  return (
    <Radio.Card
      value={role}
      p="sm"
      aria-label={strings.organisation.roles[role]}
      data-testid={`invite-role-${role}`}
    >
      <Group wrap="nowrap">
        <Radio.Indicator />
        <div>
          <Text size="sm" fw={600}>
            {strings.organisation.roles[role]}
          </Text>
          <Text size="xs" c="dimmed">
            {strings.organisation.roleHints[role]}
          </Text>
        </div>
      </Group>
    </Radio.Card>
  );
}
