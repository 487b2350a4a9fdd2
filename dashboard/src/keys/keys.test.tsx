import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';
import { sortKeys } from './generations';
import { keyWith } from './testKey';
import type { ApiKey } from './types';

const SECRET = 'sk_live_AbCdEfGh_0123456789012345678901234567890123456789012abcdef';

const key = keyWith();

const capabilities = [
  { id: 'desktop:read', description: 'List desktops', default: true },
  { id: 'desktop:control', description: 'Pointer and keyboard', default: false },
  { id: 'desktop:chat', description: 'Talk to the agent', default: true },
];

const signedIn = {
  'GET /api/session': () => json(200, session),
  'GET /api/capabilities': () => json(200, capabilities),
  'GET /api/keys/leak-response': () => json(200, { response: 'revoke' }),
};

async function openForm() {
  const user = userEvent.setup();
  await user.click(await screen.findByTestId('create-key'));
  await user.type(await screen.findByTestId('key-name'), ' nightly tests ');
  return user;
}

describe('creating a key', () => {
  it('preselects the defaults, sends what was chosen, and shows the key once', async () => {
    let keys: ApiKey[] = [];
    const calls = serve({
      ...signedIn,
      'GET /api/keys': () => json(200, keys),
      'POST /api/keys': () => {
        keys = [key];
        return json(201, { ...key, key: SECRET });
      },
    });
    const { queryClient } = renderAt('/settings?tab=apiKeys');
    const user = await openForm();
    expect(screen.getByRole('checkbox', { name: 'See desktops' })).toBeChecked();
    expect(screen.getByRole('checkbox', { name: 'Use desktops' })).not.toBeChecked();
    await user.click(screen.getByRole('checkbox', { name: 'Talk to agents' }));
    await user.click(screen.getByTestId('create-key-submit'));

    expect(await screen.findByTestId('key-secret')).toHaveTextContent(SECRET);
    expect(screen.getByTestId('key-command')).toHaveTextContent(`Bearer ${SECRET}`);
    const sent = calls.find((call) => call.method === 'POST');
    expect(sent?.body).toEqual({ name: 'nightly tests', capabilities: ['desktop:read'] });

    await user.click(screen.getByTestId('copy-key'));
    expect(await navigator.clipboard.readText()).toBe(SECRET);

    await user.click(screen.getByTestId('key-done'));
    await waitFor(() => expect(screen.queryByTestId('key-secret')).not.toBeInTheDocument());
    expect(document.body.innerHTML).not.toContain(SECRET);
    await waitFor(() => expect(everythingRemembered(queryClient)).not.toContain(SECRET));

    await user.click(screen.getByTestId('create-key'));
    expect(await screen.findByTestId('key-name')).toHaveValue('');
  });

  it('does not lose the key to a stray Escape', async () => {
    serve({
      ...signedIn,
      'GET /api/keys': () => json(200, []),
      'POST /api/keys': () => json(201, { ...key, key: SECRET }),
    });
    renderAt('/settings');
    const user = await openForm();
    await user.click(screen.getByTestId('create-key-submit'));
    await screen.findByTestId('key-secret');
    await user.keyboard('{Escape}');
    expect(screen.getByTestId('key-secret')).toHaveTextContent(SECRET);
  });

  it('asks for a name and a capability before it sends anything', async () => {
    const calls = serve({ ...signedIn, 'GET /api/keys': () => json(200, []) });
    renderAt('/settings');
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('create-key'));
    await user.click(await screen.findByRole('checkbox', { name: 'See desktops' }));
    await user.click(screen.getByRole('checkbox', { name: 'Talk to agents' }));
    await user.click(screen.getByTestId('create-key-submit'));
    expect(await screen.findByText('Give the key a name')).toBeInTheDocument();
    expect(screen.getByTestId('key-name')).toHaveFocus();
    expect(screen.getByText('Choose at least one capability')).toBeInTheDocument();
    expect(calls.filter((call) => call.method === 'POST')).toEqual([]);
  });

  it('shows why the server refused, with the request id', async () => {
    serve({
      ...signedIn,
      'GET /api/keys': () => json(200, []),
      'POST /api/keys': () => refusal(403, 'FORBIDDEN', 'You may not create keys'),
    });
    renderAt('/settings');
    const user = await openForm();
    await user.click(screen.getByTestId('create-key-submit'));
    expect(await screen.findByText('You may not create keys')).toBeInTheDocument();
    expect(screen.getByTestId('request-id')).toHaveTextContent('req_test1');
  });
});

describe('restricting a new key', () => {
  async function fillIn() {
    const user = await openForm();
    await user.selectOptions(screen.getByTestId('key-expiry'), 'In 30 days');
    await user.click(screen.getByTestId('key-restrict'));
    await user.type(screen.getByTestId('key-networks'), '203.0.113.0/24\n 2001:db8::/32 ');
    await user.type(screen.getByTestId('key-limit'), '500');
    await user.selectOptions(screen.getByTestId('key-limit-window'), 'hour');
    await user.click(screen.getByTestId('create-key-submit'));
  }

  it('sends the expiry, the networks and the limit', async () => {
    const calls = serve({
      ...signedIn,
      'GET /api/keys': () => json(200, []),
      'POST /api/keys': () => json(201, { ...key, key: SECRET }),
    });
    renderAt('/settings?tab=apiKeys');
    await fillIn();
    await screen.findByTestId('key-secret');
    const sent = calls.find((call) => call.method === 'POST')?.body as { expiresAt: string };
    expect(sent).toMatchObject({
      allowedCidrs: ['203.0.113.0/24', '2001:db8::/32'],
      limit: { requests: 500, windowSeconds: 3600 },
    });
    const days = (Date.parse(sent.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(30, 2);
  });

  it('shows what the service refuses beside its field, unfolding it', async () => {
    const fields = [
      { field: 'expiresAt', message: 'must be in the future' },
      { field: 'allowedCidrs[1]', message: 'is no network' },
      { field: 'limit.requests', message: 'must be 1 to 1000000' },
    ];
    const error = {
      code: 'VALIDATION_FAILED',
      message: 'The request is not valid',
      requestId: 'req_7',
      fields,
    };
    serve({
      ...signedIn,
      'GET /api/keys': () => json(200, []),
      'POST /api/keys': () => json(400, { error }),
    });
    renderAt('/settings?tab=apiKeys');
    await fillIn();
    await screen.findByText('is no network');
    expect(screen.getByTestId('key-expiry')).toHaveAccessibleDescription(/must be in the future/);
    expect(screen.getByTestId('key-networks')).toHaveAccessibleDescription(/is no network/);
    expect(screen.getByTestId('key-limit')).toHaveAccessibleDescription(/must be 1 to 1000000/);
    expect(screen.getByTestId('request-id')).toHaveTextContent('req_7');
  });

  it('says what to do when there are as many keys as there may be', async () => {
    serve({
      ...signedIn,
      'GET /api/keys': () => json(200, []),
      'POST /api/keys': () => refusal(409, 'LIMIT_REACHED', 'There are 100 active keys'),
    });
    renderAt('/settings?tab=apiKeys');
    const user = await openForm();
    await user.click(screen.getByTestId('create-key-submit'));
    expect(
      await screen.findByText('Revoke or delete what is no longer used, then try again.'),
    ).toBeInTheDocument();
  });
});

describe('revoking a key', () => {
  it('asks first, shows the receipt, and leaves a tombstone', async () => {
    let keys = [key];
    const revokedAt = '2026-11-24T10:00:00Z';
    const calls = serve({
      ...signedIn,
      'GET /api/keys': () => json(200, keys),
      'DELETE /api/keys/key_1': () => {
        const revokedBy = { id: 'usr_2', name: 'Grace' };
        keys = [{ ...key, status: 'revoked', revokedAt, revokedBy, revokedReason: 'revoked_by_user' }];
        return json(200, { id: 'key_1', revokedAt, replicas: 3, confirmedInMs: 14 });
      },
    });
    renderAt('/settings?tab=apiKeys');
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('revoke-key'));
    const confirm = await screen.findByTestId('revoke-confirm');
    expect(calls.some((call) => call.method === 'DELETE')).toBe(false);

    await user.click(confirm);
    expect(await screen.findByTestId('revocation-receipt')).toHaveTextContent(
      'Confirmed by 3 replicas in 14 ms.',
    );
    await user.click(screen.getByTestId('revoke-done'));
    await waitFor(() => expect(screen.queryByTestId('revocation-receipt')).not.toBeInTheDocument());
    const tombstone = screen.getByTestId('ended-key');
    expect(within(tombstone).getByTestId('key-status')).toHaveTextContent('Revoked');
    expect(tombstone).toHaveTextContent('by Grace: no longer wanted');
    expect(screen.queryByTestId('revoke-key')).not.toBeInTheDocument();
  });

  it('claims nothing when the revocation failed', async () => {
    serve({
      ...signedIn,
      'GET /api/keys': () => json(200, [key]),
      'DELETE /api/keys/key_1': () => refusal(503, 'DEPENDENCY_UNAVAILABLE', 'Redis does not answer'),
    });
    renderAt('/settings?tab=apiKeys');
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('revoke-key'));
    await user.click(await screen.findByTestId('revoke-confirm'));
    expect(await screen.findByText('Redis does not answer')).toBeInTheDocument();
    expect(screen.queryByTestId('revocation-receipt')).not.toBeInTheDocument();
    expect(screen.getByTestId('key-status')).toHaveTextContent('Active');
  });
});

describe('the list of keys', () => {
  const at = (id: string, createdAt: string, differences: Partial<ApiKey> = {}) =>
    keyWith({ id, createdAt, ...differences });

  it('has keys that work apart from tombstones, the newest first', () => {
    const { lines, ended } = sortKeys([
      at('tombstone', '2026-11-24T00:00:00Z', { status: 'revoked', revokedAt: '2026-11-25T00:00:00Z' }),
      at('old', '2026-11-01T00:00:00Z'),
      at('new', '2026-11-20T00:00:00Z'),
      at('expired', '2026-11-02T00:00:00Z', { status: 'expired', expiresAt: '2026-11-26T00:00:00Z' }),
    ]);
    expect(lines.map(({ newest }) => newest.id)).toEqual(['new', 'old']);
    expect(ended.map(({ id }) => id)).toEqual(['expired', 'tombstone']);
  });

  it('has generations together, under the newest that works', () => {
    const { lines } = sortKeys([
      at('first', '2026-11-01T00:00:00Z', { status: 'rotating', successor: 'second' }),
      at('second', '2026-11-02T00:00:00Z', { status: 'rotating', successor: 'third' }),
      at('third', '2026-11-03T00:00:00Z', { predecessor: 'second' }),
      at('orphan', '2026-11-01T00:00:00Z', { status: 'rotating', successor: 'gone' }),
      at('gone', '2026-11-04T00:00:00Z', { status: 'revoked', predecessor: 'orphan' }),
    ]);
    expect(lines.map(({ newest, old }) => [newest.id, ...old.map(({ id }) => id)])).toEqual([
      ['third', 'second', 'first'],
      ['orphan'],
    ]);
  });

  it('says of each key who made it, who answers for it, and what restricts it', async () => {
    const restricted = keyWith({
      owner: { id: 'usr_2', name: 'Grace' },
      limit: { requests: 1000, windowSeconds: 3600 },
      allowedCidrs: ['203.0.113.0/24', '2001:db8::/32'],
      lastUsedAt: '2026-11-24T10:00:00Z',
      lastUsedIp: '203.0.113.9',
    });
    serve({ ...signedIn, 'GET /api/keys': () => json(200, [restricted]) });
    renderAt('/settings?tab=apiKeys');
    const card = await screen.findByTestId('key');
    expect(card).toHaveTextContent('by Ada Lovelace');
    expect(card).toHaveTextContent('Answers for itGrace');
    expect(card).toHaveTextContent('1,000 requests per hour');
    expect(card).toHaveTextContent('203.0.113.0/24, 2001:db8::/32');
    expect(card).toHaveTextContent('from 203.0.113.9');
  });

  it('folds tombstones away while there are keys that work', async () => {
    const dead = keyWith({ id: 'key_2', status: 'expired', expiresAt: '2026-11-01T00:00:00Z' });
    serve({ ...signedIn, 'GET /api/keys': () => json(200, [key, dead]) });
    renderAt('/settings?tab=apiKeys');
    const toggle = await screen.findByRole('button', { name: '1 ended key' });
    expect(screen.queryByTestId('ended-key')).not.toBeInTheDocument();
    await userEvent.setup().click(toggle);
    expect(screen.getByTestId('ended-key')).toHaveTextContent('Expired');
  });
});

/** All that the query client holds, of reads and of changes. */
function everythingRemembered(queryClient: ReturnType<typeof renderAt>['queryClient']): string {
  const reads = queryClient.getQueryCache().getAll();
  const changes = queryClient.getMutationCache().getAll();
  return JSON.stringify([...reads, ...changes].map(({ state }) => state));
}
