import { NativeSelect, Radio, Stack } from '@mantine/core';
import { strings } from '../strings';
import { nameOf } from './roles';
import type { Member } from './types';

const text = strings.organisation.departure;

interface KeysChoiceProps {
  label: string;
  /** Who may take the keys. */
  heirs: readonly Member[];
  /** The chosen one; none if the keys are to be revoked. */
  value: string | null;
  onChange: (handOverTo: string | null) => void;
  error?: string | undefined;
}

/** What becomes of the keys of someone who goes. */
export function KeysChoice({ label, heirs, value, onChange, error }: KeysChoiceProps) {
  const first = heirs[0];
  return (
    <Stack gap="sm">
      <Radio.Group
        label={label}
        value={value === null ? 'revoke' : 'handOver'}
        onChange={(choice) => onChange(choice === 'handOver' && first ? first.user.id : null)}
      >
        <Stack gap="sm" mt={6}>
          <Radio value="revoke" label={text.revokeKeys} description={text.revokeKeysHint} />
          {first && (
            <Radio
              value="handOver"
              label={text.handOver}
              description={text.handOverHint}
              data-testid="hand-over"
            />
          )}
        </Stack>
      </Radio.Group>
      {value !== null && (
        <NativeSelect
          aria-label={text.handOverTo}
          data={heirs.map((heir) => ({ value: heir.user.id, label: nameOf(heir) }))}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={error}
          data-testid="hand-over-to"
        />
      )}
    </Stack>
  );
}
