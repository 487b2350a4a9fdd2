import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { ApiKey } from '../api/types';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';
import { sortKeys } from './sortKeys';

const SECRET = 'sk_live_AbCdEfGh_0123456789012345678901234567890123456789012abcdef';

const key: ApiKey = {
  id: 'key_1',
  name: 'nightly tests',
  preview: 'sk_live_AbCdEfGh…cdef',
  capabilities: ['desktop:read'],
  createdAt: '2026-11-20T10:00:00Z',
  expiresAt: null,
  lastUsedAt: null,
  lastUsedIp: null,
  status: 'active',
  revokedAt: null,
  revokedReason: null,
};

const capabilities = [
  { id: 'desktop:read', description: 'List desktops', default: true },
  { id: 'desktop:control', description: 'Pointer and keyboard', default: false },
  { id: 'desktop:chat', description: 'Talk to the agent', default: true },
];

const signedIn = {
  'GET /api/session': () => json(200, session),
  'GET /api/capabilities': () => json(200, capabilities),
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
    expect(screen.getByRole('checkbox', { name: 'desktop:read' })).toBeChecked();
    expect(screen.getByRole('checkbox', { name: 'desktop:control' })).not.toBeChecked();
    await user.click(screen.getByRole('checkbox', { name: 'desktop:chat' }));
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
    await user.click(await screen.findByRole('checkbox', { name: 'desktop:read' }));
    await user.click(screen.getByRole('checkbox', { name: 'desktop:chat' }));
    await user.click(screen.getByTestId('create-key-submit'));
    expect(await screen.findByText('Give the key a name')).toBeInTheDocument();
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

describe('revoking a key', () => {
  it('asks first, shows the receipt, and leaves a tombstone', async () => {
    let keys = [key];
    const revokedAt = '2026-11-24T10:00:00Z';
    const calls = serve({
      ...signedIn,
      'GET /api/keys': () => json(200, keys),
      'DELETE /api/keys/key_1': () => {
        keys = [{ ...key, status: 'revoked', revokedAt }];
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
    const row = screen.getByTestId('key');
    expect(within(row).getByTestId('key-status')).toHaveTextContent('Revoked');
    expect(within(row).queryByTestId('revoke-key')).not.toBeInTheDocument();
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

it('lists keys that work before tombstones, the newest first', () => {
  const at = (id: string, status: ApiKey['status'], createdAt: string) => ({ ...key, id, status, createdAt });
  const sorted = sortKeys([
    at('tombstone', 'revoked', '2026-11-24T00:00:00Z'),
    at('old', 'active', '2026-11-01T00:00:00Z'),
    at('new', 'active', '2026-11-20T00:00:00Z'),
  ]);
  expect(sorted.map(({ id }) => id)).toEqual(['new', 'old', 'tombstone']);
});

/** All that the query client holds, of reads and of changes. */
function everythingRemembered(queryClient: ReturnType<typeof renderAt>['queryClient']): string {
  const reads = queryClient.getQueryCache().getAll();
  const changes = queryClient.getMutationCache().getAll();
  return JSON.stringify([...reads, ...changes].map(({ state }) => state));
}
