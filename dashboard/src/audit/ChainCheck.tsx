import { Alert, Button, Code, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertOctagon, IconLink, IconShieldCheck } from '@tabler/icons-react';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { formatMoment } from '../feedback/time';
import { strings } from '../strings';
import classes from './AuditRow.module.css';
import type { Chain, ChainCheck as Check } from './types';
import { useChainCheck } from './useAudit';

const text = strings.audit.check;

/** Has the services go through the whole trail, and says in words what they found. */
export function ChainCheck() {
  const check = useChainCheck();
  return (
    <Stack gap="sm">
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconLink size={16} aria-hidden />}
          loading={check.isPending}
          onClick={() => check.mutate()}
          data-testid="audit-check"
        >
          {text.button}
        </Button>
      </Group>
      {check.error && <ErrorAlert error={check.error} title={text.failed} />}
      {check.data && <Result check={check.data} />}
    </Stack>
  );
}

function Result({ check }: { check: Check }) {
  const { whole, chains, checkedAt } = check;
  const entries = chains.reduce((sum, chain) => sum + chain.entries, 0);
  return (
    <Alert
      role={whole ? 'status' : 'alert'}
      color={whole ? 'teal' : 'red'}
      icon={whole ? <IconShieldCheck aria-hidden /> : <IconAlertOctagon aria-hidden />}
      title={whole ? text.wholeTitle : text.brokenTitle}
      data-testid="audit-check-result"
    >
      <Stack gap="xs">
        <Text size="sm">{whole ? wholeSentence(entries) : text.broken}</Text>
        <List size="sm" spacing={2}>
          {chains.map((chain) => (
            <List.Item key={chain.service}>
              <ChainLine chain={chain} />
            </List.Item>
          ))}
        </List>
        <Text size="xs" c="dimmed">
          {text.checkedAt} {formatMoment(checkedAt)}
        </Text>
      </Stack>
    </Alert>
  );
}

function wholeSentence(entries: number): string {
  return entries === 0 ? text.empty : text.whole(entries);
}

function ChainLine({ chain }: { chain: Chain }) {
  const { service, whole, entries, firstSequence, lastSequence, head, brokenAt, why } = chain;
  if (!whole) {
    return text.brokenAt(service, brokenAt, why);
  }
  return (
    <>
      {text.chain(service, entries, firstSequence ?? 0, lastSequence ?? 0)}
      {head && entries > 0 && (
        <Text size="xs" c="dimmed" component="div">
          {text.head} <Code className={classes.value}>{head}</Code>
        </Text>
      )}
    </>
  );
}
