import { Alert, Group, Stack } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../feedback/PageHeader';
import { useCanManage, useSession } from '../shell/useSession';
import { strings } from '../strings';
import { AuditEntries } from './AuditEntries';
import { AuditFilters } from './AuditFilters';
import { ChainCheck } from './ChainCheck';
import { ExportMenu } from './ExportMenu';
import { readFilter, writeFilter, type AuditFilter } from './filter';

const text = strings.audit;

export function AuditPanel() {
  const session = useSession();
  const canManage = useCanManage();
  return (
    <Stack gap="lg">
      <PageHeader order={2} title={text.title} lead={text.lead} />
      {session.data &&
        (canManage ? (
          <Trail organisation={session.data.organisation.id} />
        ) : (
          <Alert icon={<IconLock aria-hidden />}>{text.onlyOwnersAndAdmins}</Alert>
        ))}
    </Stack>
  );
}

function Trail({ organisation }: { organisation: string }) {
  const [params, setParams] = useSearchParams();
  const filter = readFilter(params);
  const setFilter = (wanted: AuditFilter) =>
    setParams({ tab: 'audit', ...writeFilter(wanted) }, { replace: true });
  return (
    <>
      <Group justify="space-between" align="flex-end" gap="md">
        <AuditFilters organisation={organisation} filter={filter} onChange={setFilter} />
        <ExportMenu filter={filter} />
      </Group>
      <ChainCheck />
      <AuditEntries filter={filter} onActor={(actor) => setFilter({ ...filter, actor })} />
    </>
  );
}
