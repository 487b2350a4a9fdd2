import { Group, Radio, Skeleton, Stack, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { DialogActions } from '../feedback/DialogActions';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { fieldErrors } from '../feedback/fieldErrors';
import { strings } from '../strings';
import { capabilityNames } from './capabilities';
import { CapabilityChoice } from './CapabilityChoice';
import type { RotationWish } from './RotateKeyDialog';
import { useCapabilities } from './useKeys';

const text = strings.keys.rotateDialog;
const OVERLAPS = ['0', '3600', '86400', '604800'] as const;
const A_DAY = '86400';

interface RotateKeyFormProps {
  wish: RotationWish;
  onSubmit: (overlapSeconds: number, capabilities: string[]) => void;
  onCancel: () => void;
  isPending: boolean;
  error: Error | null;
}

export function RotateKeyForm({ wish, onSubmit, onCancel, isPending, error }: RotateKeyFormProps) {
  const { key, narrower } = wish;
  const [overlap, setOverlap] = useState<string>(A_DAY);
  const [chosen, setChosen] = useState(() => (narrower ? withoutUnused(wish) : key.capabilities));
  const refused = fieldErrors(error, ['overlapSeconds', 'capabilities']);
  const isEmpty = chosen.length === 0;

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isEmpty) {
      onSubmit(Number(overlap), chosen);
    }
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{text.lead}</Text>
        <Radio.Group
          label={text.overlap}
          value={overlap}
          onChange={setOverlap}
          error={refused['overlapSeconds']}
        >
          <Stack gap="xs" mt={6}>
            {OVERLAPS.map((seconds) => (
              <OverlapChoice key={seconds} seconds={seconds} />
            ))}
          </Stack>
        </Radio.Group>
        {narrower && (
          <Text size="sm" data-testid="narrowed">
            {text.narrowed(capabilityNames(key.unusedCapabilities))}
          </Text>
        )}
        <HeldCapabilities
          held={key.capabilities}
          value={chosen}
          onChange={setChosen}
          error={isEmpty ? strings.keys.form.capabilitiesMissing : refused['capabilities']}
        />
        {error && <ErrorAlert error={error} />}
        <DialogActions
          onCancel={onCancel}
          submit={text.submit}
          isPending={isPending}
          testId="rotate-confirm"
        />
      </Stack>
    </form>
  );
}

function withoutUnused({ key }: RotationWish): string[] {
  return key.capabilities.filter((capability) => !key.unusedCapabilities.includes(capability));
}

function OverlapChoice({ seconds }: { seconds: (typeof OVERLAPS)[number] }) {
  return (
    <Radio.Card value={seconds} p="sm" aria-label={text.overlaps[seconds]} data-testid={`overlap-${seconds}`}>
      <Group wrap="nowrap">
        <Radio.Indicator />
        <div>
          <Text size="sm" fw={600}>
            {text.overlaps[seconds]}
          </Text>
          <Text size="xs" c="dimmed">
            {text.overlapHints[seconds]}
          </Text>
        </div>
      </Group>
    </Radio.Card>
  );
}

interface HeldCapabilitiesProps {
  held: readonly string[];
  value: string[];
  onChange: (chosen: string[]) => void;
  error: string | undefined;
}

function HeldCapabilities({ held, ...input }: HeldCapabilitiesProps) {
  const capabilities = useCapabilities();
  if (capabilities.isError) {
    return <ErrorAlert error={capabilities.error} onRetry={() => void capabilities.refetch()} />;
  }
  if (capabilities.isPending) {
    return <Skeleton height={120} aria-label={strings.common.loading} />;
  }
  return (
    <CapabilityChoice
      capabilities={capabilities.data.filter(({ id }) => held.includes(id))}
      label={text.capabilities}
      hint={text.capabilitiesHint}
      {...input}
    />
  );
}
