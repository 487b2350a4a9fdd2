import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { strings } from '../strings';
import { isFiltered, NO_FILTER, type AuditFilter, type Time } from './filter';
import { useActorOptions } from './useActorOptions';
import { actionOptions } from './words';

const text = strings.audit.filter;
const ACTIONS = [{ value: '', label: text.anyAction }, ...actionOptions()];
const TIMES = Object.entries(text.times).map(([value, label]) => ({ value, label }));

interface AuditFiltersProps {
  organisation: string;
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}

export function AuditFilters({ organisation, filter, onChange }: AuditFiltersProps) {
  const actors = useActorOptions(organisation, filter.actor);
  return (
    <Group align="flex-end" gap="sm" role="search" aria-label={text.label}>
      <NativeSelect
        label={text.action}
        data={ACTIONS}
        value={filter.action}
        onChange={(event) => onChange({ ...filter, action: event.currentTarget.value })}
        data-testid="audit-action"
      />
      <NativeSelect
        label={text.actor}
        data={actors}
        maw={240}
        value={filter.actor}
        onChange={(event) => onChange({ ...filter, actor: event.currentTarget.value })}
        data-testid="audit-actor"
      />
      <NativeSelect
        label={text.time}
        data={TIMES}
        value={filter.time}
        onChange={(event) => onChange({ ...filter, time: event.currentTarget.value as Time })}
        data-testid="audit-time"
      />
      {filter.time === 'range' && <Days filter={filter} onChange={onChange} />}
      {isFiltered(filter) && (
        <Button variant="subtle" onClick={() => onChange(NO_FILTER)} data-testid="audit-clear">
          {text.clear}
        </Button>
      )}
    </Group>
  );
}

function Days({ filter, onChange }: Omit<AuditFiltersProps, 'organisation'>) {
  return (
    <>
      <TextInput
        type="date"
        label={text.from}
        value={filter.firstDay}
        max={filter.lastDay || undefined}
        onChange={(event) => onChange({ ...filter, firstDay: event.currentTarget.value })}
        data-testid="audit-from"
      />
      <TextInput
        type="date"
        label={text.to}
        value={filter.lastDay}
        min={filter.firstDay || undefined}
        onChange={(event) => onChange({ ...filter, lastDay: event.currentTarget.value })}
        data-testid="audit-to"
      />
    </>
  );
}
