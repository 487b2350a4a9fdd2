import { Group } from '@mantine/core';
import { Fact } from '../feedback/Fact';
import { formatMoment } from '../feedback/time';
import { strings } from '../strings';
import classes from './AuditRow.module.css';
import type { AuditEntry } from './types';

const text = strings.audit.facts;

/** Everything that an entry says, for who needs it to the letter. */
export function AuditDetails({ id, entry }: { id: string; entry: AuditEntry }) {
  const facts: [string, string | number | null][] = [
    [text.at, formatMoment(entry.at)],
    [text.action, entry.action],
    [text.target, entry.target],
    [text.detail, entry.detail],
    [text.credential, entry.actor.credential],
    [text.ip, entry.ip],
    [text.userAgent, entry.userAgent],
    [text.requestId, entry.requestId],
    [text.service, entry.service],
    [text.sequence, entry.sequence],
    [text.hash, entry.hash],
  ];
  return (
    <Group component="dl" id={id} gap="8px 32px" my={6} data-testid="audit-facts">
      {facts.map(
        ([label, value]) =>
          value !== null &&
          value !== '' && (
            <Fact key={label} label={label}>
              <span className={classes.value}>{value}</span>
            </Fact>
          ),
      )}
    </Group>
  );
}
