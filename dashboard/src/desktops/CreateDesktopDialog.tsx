import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { NewDesktop, Tier } from '../api/types';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { fieldErrors } from '../feedback/fieldErrors';
import { notifyDone } from '../feedback/notify';
import { strings } from '../strings';
import { useCreateDesktop } from './useDesktops';

const text = strings.desktops.createDialog;
const NAME_MAX = 100;
const TIERS: Tier[] = ['free', 'pro', 'max'];

interface CreateDesktopDialogProps {
  opened: boolean;
  onClose: () => void;
  suggestedName: string;
}

export function CreateDesktopDialog({ opened, onClose, suggestedName }: CreateDesktopDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={text.title} size="md">
      {/* Mounted with the dialog only: each opening starts afresh. */}
      <CreateDesktopForm suggestedName={suggestedName} onClose={onClose} />
    </Modal>
  );
}

function CreateDesktopForm({ suggestedName, onClose }: { suggestedName: string; onClose: () => void }) {
  const create = useCreateDesktop();
  const form = useForm<NewDesktop>({
    initialValues: { name: suggestedName, tier: 'free', image: 'default' },
    validate: {
      name: (name) => {
        if (name.trim() === '') {
          return text.nameMissing;
        }
        return name.trim().length > NAME_MAX ? text.nameTooLong(NAME_MAX) : null;
      },
      image: (image) => (image.trim() === '' ? text.imageMissing : null),
    },
  });

  const submit = (values: NewDesktop) =>
    create.mutate(
      { ...values, name: values.name.trim(), image: values.image.trim() },
      {
        onSuccess: (desktop) => {
          notifyDone(strings.desktops.created(desktop.name));
          onClose();
        },
        onError: (error) => form.setErrors(fieldErrors(error, ['name', 'tier', 'image'])),
      },
    );

  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="md">
        <TextInput
          label={text.name}
          description={text.nameHint}
          required
          data-autofocus
          data-testid="desktop-name"
          {...form.getInputProps('name')}
        />
        <Radio.Group label={text.tier} {...form.getInputProps('tier')}>
          <Stack gap="xs" mt={6}>
            {TIERS.map((tier) => (
              <TierChoice key={tier} tier={tier} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label={text.image}
          description={text.imageHint}
          required
          data-testid="desktop-image"
          {...form.getInputProps('image')}
        />
        {create.isError && <ErrorAlert error={create.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {strings.common.cancel}
          </Button>
          <Button type="submit" loading={create.isPending} data-testid="create-desktop-submit">
            {text.submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function TierChoice({ tier }: { tier: Tier }) {
  return (
    <Radio.Card value={tier} p="sm" aria-label={strings.desktops.tiers[tier]}>
      <Group wrap="nowrap">
        <Radio.Indicator />
        <div>
          <Text size="sm" fw={600}>
            {strings.desktops.tiers[tier]}
          </Text>
          <Text size="xs" c="dimmed">
            {strings.desktops.tierSpecs[tier]}
          </Text>
        </div>
      </Group>
    </Radio.Card>
  );
}
