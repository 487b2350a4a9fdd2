import { ActionIcon, Badge, Code, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { RelativeTime } from '../feedback/RelativeTime';
import rows from '../feedback/Rows.module.css';
import { strings } from '../strings';
import { AuditDetails } from './AuditDetails';
import classes from './AuditRow.module.css';
import type { AuditActor, AuditEntry } from './types';
import { actionName, actorName } from './words';

const text = strings.audit;
const COLORS = { success: 'teal', denied: 'orange', failed: 'red' } as const;

interface AuditRowProps {
  entry: AuditEntry;
  onActor: (actor: string) => void;
}

/** One entry in a line, and everything about it below once asked for. */
export function AuditRow({ entry, onActor }: AuditRowProps) {
  const [opened, { toggle }] = useDisclosure();
  const id = useId();
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  const action = actionName(entry.action);
  return (
    <li className={rows.row} data-testid="audit-entry">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          onClick={toggle}
          aria-expanded={opened}
          aria-controls={id}
          aria-label={text.detailsOf(action)}
          data-testid="audit-details"
        >
          <Chevron size={16} aria-hidden />
        </ActionIcon>
        <Stack gap={2} className={classes.what}>
          <Group gap={6}>
            <Text size="sm" fw={600}>
              {action}
            </Text>
            {entry.outcome !== 'success' && (
              <Badge color={COLORS[entry.outcome]} variant="light" size="sm">
                {text.outcomes[entry.outcome]}
              </Badge>
            )}
            {entry.target && <Code className={classes.value}>{entry.target}</Code>}
          </Group>
          <Text size="xs" c="dimmed" component="div">
            <Actor actor={entry.actor} onActor={onActor} /> · <RelativeTime at={entry.at} />
            {entry.ip && ` · ${entry.ip}`}
          </Text>
          {opened && <AuditDetails id={id} entry={entry} />}
        </Stack>
      </Group>
    </li>
  );
}

/** A click narrows the list to the key that was used, or else to the user. */
function Actor({ actor, onActor }: { actor: AuditActor; onActor: (actor: string) => void }) {
  const name = actorName(actor);
  const id = actor.kind === 'key' ? (actor.credential ?? actor.id) : actor.id;
  return id === null ? (
    name
  ) : (
    <UnstyledButton className={classes.actor} onClick={() => onActor(id)} title={text.filter.only(name)}>
      {name}
    </UnstyledButton>
  );
}
