import { Badge, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Confirmation, SessionRecord } from '../api/types';
import { ConfirmDialog } from '../feedback/ConfirmDialog';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { Fact } from '../feedback/Fact';
import { PageHeader } from '../feedback/PageHeader';
import { RelativeTime } from '../feedback/RelativeTime';
import { notifyFailure, notifyReceipt } from '../feedback/notify';
import { strings } from '../strings';
import { deviceName } from './device';
import classes from './SessionsPanel.module.css';
import { useEndOtherSessions, useEndSession, useSessions } from './useSessions';

const text = strings.sessions;

export function SessionsPanel() {
  const sessions = useSessions();
  const others = sessions.data?.filter((session) => !session.current) ?? [];
  return (
    <Stack gap="lg">
      <PageHeader
        order={2}
        title={text.title}
        lead={text.lead}
        action={others.length > 0 && <EndOthersButton />}
      />
      {sessions.isError && <ErrorAlert error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.isPending && <Skeleton height={96} aria-label={strings.common.loading} />}
      {sessions.data && (
        <Stack component="ul" gap="sm" p={0} m={0}>
          {currentFirst(sessions.data).map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </Stack>
      )}
      {sessions.data && others.length === 0 && <Text c="dimmed">{text.onlyThis}</Text>}
    </Stack>
  );
}

function SessionRow({ session }: { session: SessionRecord }) {
  const device = deviceName(session.device);
  return (
    <Paper component="li" withBorder p="md" className={classes.row} data-testid="session">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="xs">
          <Title order={3} size="h5" lineClamp={1} title={session.device ?? undefined}>
            {device}
          </Title>
          {session.current && (
            <Badge color="teal" variant="light">
              {text.current}
            </Badge>
          )}
        </Group>
        {!session.current && <EndButton session={session} device={device} />}
      </Group>
      <Group component="dl" gap="8px 32px" mt="sm" mb={0}>
        <Fact label={text.addressLabel}>{session.ip ?? text.unknownAddress}</Fact>
        <Fact label={text.organisationLabel}>{session.organisation.name}</Fact>
        <Fact label={text.signedInLabel}>
          <RelativeTime at={session.createdAt} />
        </Fact>
        <Fact label={text.lastSeenLabel}>
          <RelativeTime at={session.lastSeenAt} />
        </Fact>
      </Group>
    </Paper>
  );
}

function EndButton({ session, device }: { session: SessionRecord; device: string }) {
  const end = useEndSession();
  const [asking, ask] = useDisclosure();
  const run = () =>
    end.mutate(session, {
      onSuccess: (receipt) => notifyReceipt(text.ended(device), proof(receipt)),
      onError: (error) => notifyFailure(text.endFailed, error),
    });
  return (
    <>
      <Button
        variant="light"
        color="red"
        size="xs"
        flex="none"
        loading={end.isPending}
        onClick={ask.open}
        aria-label={text.endNamed(device)}
        data-testid="end-session"
      >
        {text.end}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={text.endTitle}
        text={text.endText(device)}
        action={text.endConfirm}
        onConfirm={run}
        onClose={ask.close}
      />
    </>
  );
}

function EndOthersButton() {
  const endOthers = useEndOtherSessions();
  const [asking, ask] = useDisclosure();
  const run = () =>
    endOthers.mutate(undefined, {
      onSuccess: (receipt) => notifyReceipt(text.endedOthers(receipt.ended.length), proof(receipt)),
      onError: (error) => notifyFailure(text.endOthersFailed, error),
    });
  return (
    <>
      <Button
        variant="default"
        loading={endOthers.isPending}
        onClick={ask.open}
        data-testid="end-other-sessions"
      >
        {text.endOthers}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={text.endOthersTitle}
        text={text.endOthersText}
        action={text.endOthersConfirm}
        onConfirm={run}
        onClose={ask.close}
      />
    </>
  );
}

function proof({ replicas, confirmedInMs }: Confirmation): string {
  return strings.common.confirmedBy(replicas, confirmedInMs);
}

function currentFirst(sessions: readonly SessionRecord[]): SessionRecord[] {
  return sessions.toSorted(
    (one, other) =>
      Number(other.current) - Number(one.current) ||
      Date.parse(other.lastSeenAt) - Date.parse(one.lastSeenAt),
  );
}
