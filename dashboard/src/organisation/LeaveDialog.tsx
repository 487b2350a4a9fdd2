import { Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { DialogActions } from '../feedback/DialogActions';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { fieldErrors } from '../feedback/fieldErrors';
import { notifyReceipt } from '../feedback/notify';
import { refreshSession } from '../shell/useSession';
import { strings } from '../strings';
import { departureLines } from './DepartureFacts';
import { KeysChoice } from './KeysChoice';
import type { Member, Organisation } from './types';
import { useLeave } from './useMembers';

const text = strings.organisation.departure;

interface LeaveDialogProps {
  organisation: Organisation;
  heirs: readonly Member[];
  opened: boolean;
  onClose: () => void;
}

export function LeaveDialog({ organisation, opened, onClose, ...rest }: LeaveDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={text.leaveTitle(organisation.name)}>
      <LeaveForm organisation={organisation} onClose={onClose} {...rest} />
    </Modal>
  );
}

function LeaveForm({ organisation, heirs, onClose }: Omit<LeaveDialogProps, 'opened'>) {
  const queryClient = useQueryClient();
  const leave = useLeave(organisation.id);
  const [handOverTo, setHandOverTo] = useState<string | null>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    leave.mutate(handOverTo, {
      // The session is in the personal organisation now, and this page with it.
      onSuccess: (receipt) => {
        notifyReceipt(text.left(organisation.name), departureLines(receipt).join(' '));
        onClose();
        void refreshSession(queryClient);
      },
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{text.leaveWarning}</Text>
        <KeysChoice
          label={text.yourKeys}
          heirs={heirs}
          value={handOverTo}
          onChange={setHandOverTo}
          error={fieldErrors(leave.error, ['handOverTo'])['handOverTo']}
        />
        {leave.error && <ErrorAlert error={leave.error} />}
        <DialogActions
          onCancel={onClose}
          submit={text.leaveSubmit}
          isPending={leave.isPending}
          dangerous
          testId="leave-confirm"
        />
      </Stack>
    </form>
  );
}
