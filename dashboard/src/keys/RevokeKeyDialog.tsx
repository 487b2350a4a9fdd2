import { Alert, Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import type { ApiKey, RevocationReceipt } from '../api/types';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { formatMoment } from '../feedback/time';
import { strings } from '../strings';
import { useRevokeKey } from './useKeys';

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
      {receipt && <Receipt receipt={receipt} onDone={close} />}
    </Modal>
  );
}

function titleOf(apiKey: ApiKey, receipt: RevocationReceipt | undefined): string {
  return receipt ? strings.keys.revokedDialog.title : strings.keys.revokeDialog.title(apiKey.name);
}

interface ConfirmationProps {
  apiKey: ApiKey;
  isPending: boolean;
  error: Error | null;
  onConfirm: () => void;
  onCancel: () => void;
}

function Confirmation({ apiKey, isPending, error, onConfirm, onCancel }: ConfirmationProps) {
  return (
    <Stack>
      <Text size="sm">{strings.keys.revokeDialog.warning}</Text>
      <Code block>{apiKey.preview}</Code>
      {error && <ErrorAlert error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel} data-autofocus>
          {strings.common.cancel}
        </Button>
        <Button color="red.8" loading={isPending} onClick={onConfirm} data-testid="revoke-confirm">
          {strings.keys.revokeDialog.submit}
        </Button>
      </Group>
    </Stack>
  );
}

function Receipt({ receipt, onDone }: { receipt: RevocationReceipt; onDone: () => void }) {
  const text = strings.keys.revokedDialog;
  return (
    <Stack>
      <Alert
        role="status"
        color="teal"
        icon={<IconShieldCheck aria-hidden />}
        title={text.receiptTitle}
        data-testid="revocation-receipt"
      >
        <Text size="sm">{text.receipt(receipt.replicas, receipt.confirmedInMs)}</Text>
        <Text size="xs" c="dimmed" mt={4}>
          {text.at} {formatMoment(receipt.revokedAt)}
        </Text>
      </Alert>
      <Group justify="flex-end">
        <Button onClick={onDone} data-autofocus data-testid="revoke-done">
          {strings.common.done}
        </Button>
      </Group>
    </Stack>
  );
}
