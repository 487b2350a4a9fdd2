import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDisclosure, useId } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { strings } from '../strings';
import type { NewKeyValues } from './newKeyValues';

const text = strings.keys.form;
const WINDOWS = Object.entries(text.limitWindows).map(([value, label]) => ({ value, label }));

interface RestrictionsProps {
  form: UseFormReturnType<NewKeyValues>;
  /** What the service said about the fields. */
  refused: Record<string, string>;
}

/** Networks and a limit of its own: folded away, unless something in there is wrong. */
export function Restrictions({ form, refused }: RestrictionsProps) {
  const [asked, { toggle }] = useDisclosure();
  const id = useId();
  const isWrong = 'allowedCidrs' in refused || 'limit' in refused || 'requests' in form.errors;
  const opened = asked || isWrong;
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <Stack gap="sm" align="stretch">
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Chevron size={16} aria-hidden />}
        onClick={toggle}
        aria-expanded={opened}
        aria-controls={id}
        style={{ alignSelf: 'flex-start' }}
        data-testid="key-restrict"
      >
        {text.more}
      </Button>
      {opened && (
        <Stack id={id} gap="md">
          <Textarea
            label={text.networks}
            description={text.networksHint}
            rows={3}
            spellCheck={false}
            autoComplete="off"
            data-testid="key-networks"
            {...form.getInputProps('networks')}
            error={refused['allowedCidrs']}
          />
          <LimitFields form={form} refused={refused['limit']} />
        </Stack>
      )}
    </Stack>
  );
}

function LimitFields({ form, refused }: { form: UseFormReturnType<NewKeyValues>; refused?: string }) {
  return (
    <Group align="flex-start" grow preventGrowOverflow={false}>
      <TextInput
        label={text.limit}
        description={text.limitHint}
        placeholder={text.limitRequests}
        inputMode="numeric"
        autoComplete="off"
        data-testid="key-limit"
        {...form.getInputProps('requests')}
        error={form.errors['requests'] ?? refused}
      />
      <NativeSelect
        label={text.limitWindow}
        description={'\u00a0'}
        data={WINDOWS}
        data-testid="key-limit-window"
        {...form.getInputProps('windowSeconds')}
      />
    </Group>
  );
}
