import { Button, List, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Section } from '../feedback/Section';
import { TypedConfirmation } from '../feedback/TypedConfirmation';
import { goodbyePath } from '../signin/returnTo';
import { strings } from '../strings';
import { wantsFreshSignIn } from './freshness';
import { SignInAgain } from './SignInAgain';
import type { Account } from './types';
import { useDeleteAccount } from './useAccount';

const text = strings.account.delete;

export function DeleteAccount({ account }: { account: Account }) {
  const [asking, ask] = useDisclosure();
  return (
    <Section
      title={text.title}
      lead={text.hint}
      action={
        <Button variant="light" color="red" size="xs" onClick={ask.open} data-testid="delete-account">
          {text.button}
        </Button>
      }
    >
      <Modal opened={asking} onClose={ask.close} title={text.dialogTitle}>
        {/* Mounted with the dialog only: each opening starts afresh. */}
        <DeleteForm account={account} onClose={ask.close} />
      </Modal>
    </Section>
  );
}

function DeleteForm({ account, onClose }: { account: Account; onClose: () => void }) {
  const deletion = useDeleteAccount();
  const { email } = account.user;
  if (!account.fresh || wantsFreshSignIn(deletion.error)) {
    return <SignInAgain identities={account.identities} />;
  }
  return (
    <TypedConfirmation
      expected={email}
      label={text.confirmLabel}
      submit={text.submit}
      isPending={deletion.isPending}
      error={deletion.error}
      // A page load, not a change of route: it leaves nothing of this user in memory.
      onConfirm={() => deletion.mutate(email, { onSuccess: () => window.location.replace(goodbyePath()) })}
      onCancel={onClose}
      inputTestId="delete-account-email"
      testId="delete-account-confirm"
    >
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {text.warning}
        </Text>
        <List size="sm" spacing={4}>
          {text.consequences.map((consequence) => (
            <List.Item key={consequence}>{consequence}</List.Item>
          ))}
        </List>
      </Stack>
    </TypedConfirmation>
  );
}
