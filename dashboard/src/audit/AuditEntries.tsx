import { Button, Center, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { strings } from '../strings';
import { AuditRow } from './AuditRow';
import { isFiltered, type AuditFilter } from './filter';
import { useAudit } from './useAudit';

const text = strings.audit;

interface AuditEntriesProps {
  filter: AuditFilter;
  onActor: (actor: string) => void;
}

export function AuditEntries({ filter, onActor }: AuditEntriesProps) {
  const audit = useAudit(filter);
  if (audit.isPending) {
    return <Skeleton height={320} aria-label={strings.common.loading} />;
  }
  const entries = audit.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Stack gap="md">
      {audit.isError && <ErrorAlert error={audit.error} onRetry={() => void audit.refetch()} />}
      {audit.data && entries.length === 0 && (
        <Text c="dimmed">{isFiltered(filter) ? text.noneFiltered : text.none}</Text>
      )}
      {entries.length > 0 && (
        <Paper withBorder px="md">
          <Stack component="ul" gap={0} p={0} m={0} aria-label={text.list}>
            {entries.map((entry) => (
              <AuditRow key={entry.id} entry={entry} onActor={onActor} />
            ))}
          </Stack>
        </Paper>
      )}
      {entries.length > 0 && (
        <Center>
          {audit.hasNextPage ? (
            <Button
              variant="default"
              loading={audit.isFetchingNextPage}
              onClick={() => void audit.fetchNextPage()}
              data-testid="audit-more"
            >
              {text.more}
            </Button>
          ) : (
            <Text size="sm" c="dimmed">
              {text.end}
            </Text>
          )}
        </Center>
      )}
    </Stack>
  );
}
