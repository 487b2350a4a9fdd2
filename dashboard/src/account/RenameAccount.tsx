import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { User } from '../api/types';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { Fact } from '../feedback/Fact';
import { fieldErrors } from '../feedback/fieldErrors';
import { notifyDone } from '../feedback/notify';
import { Section } from '../feedback/Section';
import { strings } from '../strings';
import { useRenameAccount } from './useAccount';

const text = strings.account.rename;
const NAME_MAX = 64;

export function RenameAccount({ user }: { user: User }) {
  const rename = useRenameAccount();
  const form = useForm({
    initialValues: { name: user.name ?? '' },
    validate: {
      name: (name) => {
        if (name.trim() === '') {
          return text.missing;
        }
        return Array.from(name.trim()).length > NAME_MAX ? text.tooLong(NAME_MAX) : null;
      },
    },
  });
  const submit = ({ name }: { name: string }) =>
    rename.mutate(name.trim(), { onSuccess: () => notifyDone(text.done) });
  return (
    <Section title={text.title} testId="account-name">
      <form onSubmit={form.onSubmit(submit)} noValidate>
        <Stack gap="md">
          <TextInput
            label={text.label}
            description={text.hint}
            required
            autoComplete="name"
            data-testid="account-rename"
            {...form.getInputProps('name')}
            error={form.errors['name'] ?? fieldErrors(rename.error, ['name'])['name']}
          />
          {rename.error && <ErrorAlert error={rename.error} />}
          <Group>
            <Button
              type="submit"
              variant="default"
              loading={rename.isPending}
              data-testid="account-rename-submit"
            >
              {text.submit}
            </Button>
          </Group>
        </Stack>
      </form>
      <Group component="dl" m={0}>
        <Fact label={text.email}>{user.email}</Fact>
      </Group>
    </Section>
  );
}
