import { Radio, Skeleton, Stack } from '@mantine/core';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { notifyDone } from '../feedback/notify';
import { Section } from '../feedback/Section';
import { strings } from '../strings';
import type { LeakAnswer } from './types';
import { useLeakResponse, useSetLeakResponse } from './useLeakResponse';

const text = strings.keys.leakResponse;

/** What becomes of a key that is reported leaked: the organisation's choice, for its owners and admins. */
export function LeakResponse() {
  const setting = useLeakResponse();
  const save = useSetLeakResponse();
  const choose = (answer: string) =>
    save.mutate(answer as LeakAnswer, { onSuccess: () => notifyDone(text.saved) });
  return (
    <Section title={text.title} lead={text.lead} testId="leak-response">
      {setting.isError && <ErrorAlert error={setting.error} onRetry={() => void setting.refetch()} />}
      {setting.isPending && <Skeleton height={96} aria-label={strings.common.loading} />}
      {setting.data && (
        <Radio.Group
          // What is being saved is shown at once, and taken back if it fails.
          value={save.isPending ? save.variables : setting.data.response}
          onChange={choose}
          aria-label={text.title}
        >
          <Stack gap="sm">
            <Radio
              value="revoke"
              label={text.revoke}
              description={text.revokeHint}
              data-testid="leak-revoke"
            />
            <Radio
              value="quarantine"
              label={text.quarantine}
              description={text.quarantineHint}
              data-testid="leak-quarantine"
            />
          </Stack>
        </Radio.Group>
      )}
      {save.error && <ErrorAlert error={save.error} />}
    </Section>
  );
}
