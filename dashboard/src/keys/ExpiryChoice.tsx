import { Group, NativeSelect, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { strings } from '../strings';
import type { NewKeyValues } from './newKeyValues';

const text = strings.keys.form;
const CHOICES = Object.entries(text.expiryChoices).map(([value, label]) => ({ value, label }));

interface ExpiryChoiceProps {
  form: UseFormReturnType<NewKeyValues>;
  /** What the service said about it. */
  refused: string | undefined;
}

export function ExpiryChoice({ form, refused }: ExpiryChoiceProps) {
  const onADay = form.values.expiry === 'date';
  return (
    <Group align="flex-start" grow preventGrowOverflow={false}>
      <NativeSelect
        label={text.expiry}
        description={text.expiryHint}
        data={CHOICES}
        data-testid="key-expiry"
        {...form.getInputProps('expiry')}
        error={refused}
      />
      {onADay && (
        <TextInput
          type="date"
          label={text.expiryDate}
          description={'\u00a0'}
          required
          data-testid="key-last-day"
          {...form.getInputProps('lastDay')}
        />
      )}
    </Group>
  );
}
