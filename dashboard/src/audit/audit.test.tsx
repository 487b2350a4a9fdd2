import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { keyWith } from '../keys/testKey';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';
import { periodOf, queryOf, readFilter, writeFilter, NO_FILTER } from './filter';
import type { AuditEntry, ChainCheck } from './types';

function entry(id: string, differences: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id,
    at: '2026-11-24T10:00:00Z',
    service: 'apikey-service',
    actor: { kind: 'user', id: 'usr_1', name: 'Ada Lovelace', credential: 'ses_1' },
    organisation: 'org_1',
    action: 'key.create',
    target: 'key_1',
    outcome: 'success',
    ip: '203.0.113.9',
    userAgent: 'Firefox',
    requestId: 'req_42',
    detail: 'name=ci',
    sequence: 7,
    hash: 'ab12',
    ...differences,
  };
}

const ada = { user: session.user, role: 'owner', since: '2026-11-20T10:00:00Z', you: true };

function show(more: Parameters<typeof serve>[0], query = '') {
  const calls = serve({
    'GET /api/session': () => json(200, session),
    'GET /api/keys': () => json(200, [keyWith()]),
    'GET /api/organisations/org_1/members': () => json(200, [ada]),
    'GET /api/audit': () => json(200, [entry('aud_9')]),
    ...more,
  });
  const { router } = renderAt(`/settings?tab=audit${query}`);
  return { calls, router, user: userEvent.setup() };
}

/** What was asked of the trail last. */
function lastQuery(calls: { path: string }[]): URLSearchParams {
  const asked = calls.filter(({ path }) => path.startsWith('/api/audit?')).at(-1);
  return new URLSearchParams(asked?.path.split('?')[1]);
}

describe('the audit trail', () => {
  it('says in words who did what, and the rest to the letter when asked', async () => {
    const { user } = show({});
    const row = await screen.findByTestId('audit-entry');
    expect(row).toHaveTextContent('Key createdkey_1Ada Lovelace');
    expect(screen.queryByTestId('audit-facts')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Details of Key created' }));
    const facts = screen.getByTestId('audit-facts');
    for (const fact of ['key.create', 'name=ci', 'ses_1', 'req_42', 'Firefox', 'ab12', '7']) {
      expect(within(facts).getByText(fact)).toBeInTheDocument();
    }
  });

  it('marks what was denied, keeps an action that it does not know, and tells nobodies apart', async () => {
    show({
      'GET /api/audit': () =>
        json(200, [
          entry('aud_2', { outcome: 'denied', action: 'key.refuse-address' }),
          entry('aud_1', {
            action: 'desktop.teleport',
            actor: { kind: 'system', id: null, name: null, credential: null },
          }),
        ]),
    });
    const [denied, unknown] = await screen.findAllByTestId('audit-entry');
    expect(denied).toHaveTextContent('Key refused for its addressDenied');
    expect(unknown).toHaveTextContent('desktop.teleport');
    expect(unknown).toHaveTextContent('Bureau');
  });

  it('goes on to older entries where the service says there are more', async () => {
    const next = { Link: '</api/audit?limit=50&before=aud_9>; rel="next"' };
    const { user } = show({
      'GET /api/audit?limit=50': () => json(200, [entry('aud_9')], next),
      'GET /api/audit?limit=50&before=aud_9': () => json(200, [entry('aud_8')]),
    });
    await user.click(await screen.findByTestId('audit-more'));
    await waitFor(() => expect(screen.getAllByTestId('audit-entry')).toHaveLength(2));
    expect(screen.getByText('That is all.')).toBeInTheDocument();
  });

  it('is filtered by action, actor and time, and the address says so', async () => {
    const { calls, router, user } = show({});
    await user.selectOptions(await screen.findByTestId('audit-action'), 'Key rotated');
    await user.selectOptions(screen.getByTestId('audit-actor'), 'nightly tests (…cdef)');
    await user.selectOptions(screen.getByTestId('audit-time'), 'Last 24 hours');
    await waitFor(() => expect(lastQuery(calls).get('from')).not.toBeNull());
    expect(lastQuery(calls).get('action')).toBe('key.rotate');
    expect(lastQuery(calls).get('actor')).toBe('key_1');
    const hours = (Date.now() - Date.parse(lastQuery(calls).get('from') ?? '')) / 3_600_000;
    expect(hours).toBeCloseTo(24, 1);
    expect(router.state.location.search).toBe('?tab=audit&action=key.rotate&actor=key_1&time=day');
    await user.click(screen.getByTestId('audit-clear'));
    expect(router.state.location.search).toBe('?tab=audit');
  });

  it('is narrowed to one actor by a click, a former member included', async () => {
    const gone = { kind: 'user', id: 'usr_7', name: 'Deleted user', credential: null } as const;
    const { calls, user } = show({ 'GET /api/audit': () => json(200, [entry('aud_9', { actor: gone })]) });
    await user.click(await screen.findByRole('button', { name: 'Deleted user' }));
    await waitFor(() => expect(lastQuery(calls).get('actor')).toBe('usr_7'));
    expect(screen.getByTestId('audit-actor')).toHaveValue('usr_7');
  });

  it('says that nothing matches', async () => {
    show({ 'GET /api/audit': () => json(200, []) }, '&action=key.rotate');
    expect(await screen.findByText('Nothing matches this filter.')).toBeInTheDocument();
  });

  it('says what went wrong, with the request id', async () => {
    show({ 'GET /api/audit': () => refusal(500, 'INTERNAL', 'Something went wrong on our side') });
    expect(await screen.findByText('Something went wrong on our side')).toBeInTheDocument();
    expect(screen.getByTestId('request-id')).toHaveTextContent('req_test1');
  });

  it('names the key that was used, and is narrowed to it', async () => {
    const program = { kind: 'key', id: 'usr_1', name: 'Ada Lovelace', credential: 'key_1' } as const;
    const { calls, user } = show({ 'GET /api/audit': () => json(200, [entry('aud_9', { actor: program })]) });
    await user.click(await screen.findByRole('button', { name: 'Ada Lovelace with key_1' }));
    await waitFor(() => expect(lastQuery(calls).get('actor')).toBe('key_1'));
    expect(screen.getByTestId('audit-actor')).toHaveDisplayValue('nightly tests (…cdef)');
  });

  it('is exported as it is filtered', async () => {
    const { user } = show({}, '&time=range&firstDay=2026-11-01&lastDay=2026-11-02&action=key.rotate');
    await user.click(await screen.findByTestId('audit-export'));
    const href = (await screen.findByTestId('audit-export-csv')).getAttribute('href') ?? '';
    const query = new URLSearchParams(href.split('?')[1]);
    expect(href).toMatch(/^\/api\/audit\/export\?/);
    expect(Object.fromEntries(query)).toEqual({
      format: 'csv',
      action: 'key.rotate',
      from: new Date(2026, 10, 1).toISOString(),
      to: new Date(2026, 10, 2, 23, 59, 59, 999).toISOString(),
    });
    expect(screen.getByTestId('audit-export-jsonl')).toHaveAttribute('download');
  });

  it('is nothing that a member sees, whatever address they know', async () => {
    const member = { ...session, organisation: { ...session.organisation, role: 'member' } };
    const { calls } = show({ 'GET /api/session': () => json(200, member) });
    expect(
      await screen.findByText(/Owners and admins of the organisation read its audit trail/),
    ).toBeInTheDocument();
    expect(screen.queryByTestId('tab-audit')).not.toBeInTheDocument();
    expect(calls.some(({ path }) => path.startsWith('/api/audit'))).toBe(false);
  });
});

describe('the chain check', () => {
  const chain = {
    service: 'apikey-service',
    whole: true,
    entries: 1204,
    firstSequence: 1,
    lastSequence: 1204,
    head: 'ab12',
    brokenAt: null,
    why: null,
  };
  const whole: ChainCheck = { whole: true, checkedAt: '2026-11-25T10:00:00Z', chains: [chain] };

  it('says that the trail is whole', async () => {
    const { user } = show({ 'GET /api/audit/verify': () => json(200, whole) });
    await user.click(await screen.findByTestId('audit-check'));
    const result = await screen.findByTestId('audit-check-result');
    expect(result).toHaveTextContent('The trail is whole');
    expect(result).toHaveTextContent('apikey-service: 1,204 entries, number 1 to 1204');
    expect(result).toHaveAttribute('role', 'status');
  });

  it('has no newest hash where nothing has happened', async () => {
    const empty = { ...chain, entries: 0, firstSequence: null, lastSequence: null, head: '0000' };
    const { user } = show({ 'GET /api/audit/verify': () => json(200, { ...whole, chains: [empty] }) });
    await user.click(await screen.findByTestId('audit-check'));
    const result = await screen.findByTestId('audit-check-result');
    expect(result).toHaveTextContent('apikey-service: no entries');
    expect(result).not.toHaveTextContent('0000');
  });

  it('says where it is broken, why, and what to do', async () => {
    const broken = { ...chain, whole: false, brokenAt: 17, why: 'the hash does not match' };
    const { user } = show({
      'GET /api/audit/verify': () => json(200, { ...whole, whole: false, chains: [broken] }),
    });
    await user.click(await screen.findByTestId('audit-check'));
    const result = await screen.findByRole('alert', { name: /tampered/ });
    expect(result).toHaveTextContent('apikey-service: broken at number 17, the hash does not match');
    expect(result).toHaveTextContent('Export it now');
  });

  it('claims nothing if it could not be done', async () => {
    const { user } = show({
      'GET /api/audit/verify': () => refusal(503, 'DEPENDENCY_UNAVAILABLE', 'apikey-service does not answer'),
    });
    await user.click(await screen.findByTestId('audit-check'));
    expect(await screen.findByText('apikey-service does not answer')).toBeInTheDocument();
    expect(screen.queryByTestId('audit-check-result')).not.toBeInTheDocument();
  });
});

describe('a filter', () => {
  it('survives the way through the address', () => {
    const filter = { ...NO_FILTER, action: 'key.create', time: 'range' as const, firstDay: '2026-11-01' };
    expect(readFilter(new URLSearchParams(writeFilter(filter)))).toEqual(filter);
    expect(writeFilter(NO_FILTER)).toEqual({});
  });

  it('ignores a time that there is not', () => {
    expect(readFilter(new URLSearchParams('time=toString')).time).toBe('any');
  });

  it('asks for no time where none or half a range is given', () => {
    expect(queryOf(NO_FILTER, 0).toString()).toBe('');
    const half = periodOf({ ...NO_FILTER, time: 'range', lastDay: '2026-11-02' }, 0);
    expect([...half.keys()]).toEqual(['to']);
  });
});
