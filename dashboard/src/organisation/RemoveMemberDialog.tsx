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
import type { Member, Organisation } from './types';
import { useRemoveMember } from './useMembers';

const text = strings.organisation.departure;

interface RemoveMemberDialogProps {
  organisation: Organisation;
  member: Member | null;
  members: readonly Member[];
  onClose: () => void;
}

export function RemoveMemberDialog({ member, onClose, ...rest }: RemoveMemberDialogProps) {
  return (
    <Modal opened={member !== null} onClose={onClose} title={member && text.removeTitle(nameOf(member))}>
      {/* Mounted with the dialog only: each opening starts afresh. */}
      {member && <RemoveForm member={member} onClose={onClose} {...rest} />}
    </Modal>
  );
}

function RemoveForm(props: RemoveMemberDialogProps & { member: Member }) {
  const { organisation, member, members, onClose } = props;
  const remove = useRemoveMember(organisation.id);
  const [handOverTo, setHandOverTo] = useState<string | null>(null);
  const name = nameOf(member);

  if (remove.data) {
    return (
      <Stack>
        <Receipt title={text.receiptTitle(name)} testId="departure-receipt">
          <DepartureFacts receipt={remove.data} />
        </Receipt>
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus data-testid="departure-done">
            {strings.common.done}
          </Button>
        </Group>
      </Stack>
    );
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    remove.mutate({ member, handOverTo });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{text.removeWarning(name)}</Text>
        <KeysChoice
          label={text.keys}
          heirs={members.filter(({ user }) => user.id !== member.user.id)}
          value={handOverTo}
          onChange={setHandOverTo}
          error={fieldErrors(remove.error, ['handOverTo'])['handOverTo']}
        />
        {remove.error && <ErrorAlert error={remove.error} />}
        <DialogActions
          onCancel={onClose}
          submit={text.removeSubmit}
          isPending={remove.isPending}
          dangerous
          testId="remove-confirm"
        />
      </Stack>
    </form>
  );
}
