import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { DialogActions } from '../feedback/DialogActions';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { fieldErrors } from '../feedback/fieldErrors';
import { Receipt } from '../feedback/Receipt';
import { strings } from '../strings';
import { DepartureFacts } from './DepartureFacts';
import { KeysChoice } from './KeysChoice';
import { nameOf } from './roles';
import type { DepartureReceipt, Member, Organisation } from './types';
import { useRemoveMember } from './useMembers';

const text = strings.organisation.departure;

interface RemoveMemberDialogProps {
  organisation: Organisation;
  member: Member | null;
  members: readonly Member[];
  onClose: () => void;
}

/** Asks what becomes of the member's keys, then shows the receipt. */
export function RemoveMemberDialog({ organisation, member, members, onClose }: RemoveMemberDialogProps) {
  const remove = useRemoveMember(organisation.id);
  const receipt = remove.data;
  const close = () => {
    remove.reset();
    onClose();
  };
  return (
    <Modal opened={member !== null} onClose={close} title={member && titleOf(member, receipt)}>
      {/* Mounted with the dialog only: each opening starts afresh. */}
      {member && !receipt && (
        <RemoveForm
          member={member}
          heirs={members.filter(({ user }) => user.id !== member.user.id)}
          onSubmit={(handOverTo) => remove.mutate({ member, handOverTo })}
          onCancel={close}
          isPending={remove.isPending}
          error={remove.error}
        />
      )}
      {member && receipt && <Proof member={member} receipt={receipt} onDone={close} />}
    </Modal>
  );
}

function titleOf(member: Member, receipt: DepartureReceipt | undefined): string {
  return receipt ? text.removedTitle : text.removeTitle(nameOf(member));
}

interface RemoveFormProps {
  member: Member;
  heirs: readonly Member[];
  onSubmit: (handOverTo: string | null) => void;
  onCancel: () => void;
  isPending: boolean;
  error: Error | null;
}

function RemoveForm({ member, heirs, onSubmit, onCancel, isPending, error }: RemoveFormProps) {
  const [handOverTo, setHandOverTo] = useState<string | null>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSubmit(handOverTo);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{text.removeWarning(nameOf(member))}</Text>
        <KeysChoice
          label={text.keys}
          heirs={heirs}
          value={handOverTo}
          onChange={setHandOverTo}
          error={fieldErrors(error, ['handOverTo'])['handOverTo']}
        />
        {error && <ErrorAlert error={error} />}
        <DialogActions
          onCancel={onCancel}
          submit={text.removeSubmit}
          isPending={isPending}
          dangerous
          testId="remove-confirm"
        />
      </Stack>
    </form>
  );
}

interface ProofProps {
  member: Member;
  receipt: DepartureReceipt;
  onDone: () => void;
}

function Proof({ member, receipt, onDone }: ProofProps) {
  return (
    <Stack>
      <Receipt title={text.receiptTitle(nameOf(member))} testId="departure-receipt">
        <DepartureFacts receipt={receipt} />
      </Receipt>
      <Group justify="flex-end">
        <Button onClick={onDone} data-autofocus data-testid="departure-done">
          {strings.common.done}
        </Button>
      </Group>
    </Stack>
  );
}
