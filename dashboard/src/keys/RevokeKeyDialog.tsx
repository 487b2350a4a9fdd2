import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { Receipt } from '../feedback/Receipt';
import { formatMoment } from '../feedback/time';
import { strings } from '../strings';
import type { ApiKey, RevocationReceipt } from './types';
import { useRevokeKey } from './useKeys';

const text = strings.keys;

/** Asks once more, then shows the receipt: who has confirmed, and how fast. */
export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const revoke = useRevokeKey();
  const receipt = revoke.data;
  const close = () => {
    revoke.reset();
    onClose();
  };
  return (
    <Modal opened={apiKey !== null} onClose={close} title={apiKey && titleOf(apiKey, receipt)}>
      {apiKey && !receipt && (
        <Confirmation
          apiKey={apiKey}
          isPending={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate(apiKey)}
          onCancel={close}
        />
      )}
      {receipt && <Proof receipt={receipt} onDone={close} />}
    </Modal>
  );
}

/** What is said depends on whether there is a newer key to use instead. */
function wordsFor({ status }: ApiKey) {
  return status === 'rotating' ? text.endOldDialog : text.revokeDialog;
}

function titleOf(apiKey: ApiKey, receipt: RevocationReceipt | undefined): string {
  return receipt ? text.revokedDialog.title : wordsFor(apiKey).title(apiKey.name);
}

interface ConfirmationProps {
  apiKey: ApiKey;
  isPending: boolean;
  error: Error | null;
  onConfirm: () => void;
  onCancel: () => void;
}

function Confirmation({ apiKey, isPending, error, onConfirm, onCancel }: ConfirmationProps) {
  const { warning, submit } = wordsFor(apiKey);
  return (
    <Stack>
      <Text size="sm">{warning}</Text>
      <Code block>{apiKey.preview}</Code>
      {error && <ErrorAlert error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel} data-autofocus>
          {strings.common.cancel}
        </Button>
        <Button color="red.8" loading={isPending} onClick={onConfirm} data-testid="revoke-confirm">
          {submit}
        </Button>
      </Group>
    </Stack>
  );
}

function Proof({ receipt, onDone }: { receipt: RevocationReceipt; onDone: () => void }) {
  const { receiptTitle, receipt: sentence, at } = text.revokedDialog;
  return (
    <Stack>
      <Receipt title={receiptTitle} testId="revocation-receipt">
        <Text size="sm">{sentence(receipt.replicas, receipt.confirmedInMs)}</Text>
        <Text size="xs" c="dimmed" mt={4}>
          {at} {formatMoment(receipt.revokedAt)}
        </Text>
      </Receipt>
      <Group justify="flex-end">
        <Button onClick={onDone} data-autofocus data-testid="revoke-done">
          {strings.common.done}
        </Button>
      </Group>
    </Stack>
  );
}
