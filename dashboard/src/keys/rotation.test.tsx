import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';
import { keyWith } from './testKey';
import type { ApiKey } from './types';

const SECRET = 'sk_live_ZyXwVuTs_0123456789012345678901234567890123456789012abcdef';

const capabilities = [
  { id: 'desktop:read', description: 'List desktops', default: true },
  { id: 'desktop:control', description: 'Pointer and keyboard', default: false },
  { id: 'kb:read', description: 'Search', default: false },
];

const signedIn = {
  'GET /api/session': () => json(200, session),
  'GET /api/capabilities': () => json(200, capabilities),
  'GET /api/keys/leak-response': () => json(200, { response: 'revoke' }),
};

const key = keyWith({ capabilities: ['desktop:read', 'desktop:control'] });
const replacement = keyWith({ id: 'key_2', createdAt: '2026-11-25T10:00:00Z', predecessor: 'key_1' });
const old = keyWith({ status: 'rotating', successor: 'key_2', endsAt: '2031-11-25T10:00:00Z' });

function showKeys(keys: () => ApiKey[], more: Parameters<typeof serve>[0] = {}) {
  const calls = serve({ ...signedIn, 'GET /api/keys': () => json(200, keys()), ...more });
  renderAt('/settings?tab=apiKeys');
  return { calls, user: userEvent.setup() };
}

describe('rotating a key', () => {
  it('asks how long the old one goes on, shows the new one once, and has both in the list', async () => {
    let keys = [key];
    const { calls, user } = showKeys(() => keys, {
      'POST /api/keys/key_1/rotate': () => {
        keys = [replacement, old];
        return json(201, { ...replacement, key: SECRET });
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Rotate nightly tests' }));
    await screen.findByRole('checkbox', { name: 'Use desktops' });
    expect(screen.queryByRole('checkbox', { name: 'Search the knowledge base' })).not.toBeInTheDocument();
    await user.click(screen.getByRole('radio', { name: 'After an hour' }));
    await user.click(screen.getByTestId('rotate-confirm'));

    expect(await screen.findByTestId('key-secret')).toHaveTextContent(SECRET);
    expect(screen.getByTestId('new-key-note')).toHaveTextContent('The old key works until');
    expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
      overlapSeconds: 3600,
      capabilities: ['desktop:read', 'desktop:control'],
    });
    await user.click(screen.getByTestId('key-done'));
    await waitFor(() => expect(document.body.innerHTML).not.toContain(SECRET));
    expect(screen.getAllByTestId('key')).toHaveLength(1);
    expect(within(screen.getByTestId('key')).getByTestId('old-key')).toBeInTheDocument();
  });

  it('tells that the old one is dead, with the proof, if it was to end at once', async () => {
    const { user } = showKeys(() => [key], {
      'POST /api/keys/key_1/rotate': () =>
        json(201, { ...replacement, key: SECRET, replicas: 2, confirmedInMs: 11 }),
    });
    await user.click(await screen.findByTestId('rotate-key'));
    await user.click(await screen.findByRole('radio', { name: 'At once' }));
    await user.click(screen.getByTestId('rotate-confirm'));
    expect(await screen.findByTestId('new-key-note')).toHaveTextContent(
      'The old key is dead. Confirmed by 2 replicas in 11 ms.',
    );
  });

  it('says why it was refused', async () => {
    const { user } = showKeys(() => [key], {
      'POST /api/keys/key_1/rotate': () => refusal(409, 'CONFLICT', 'The key is already rotating'),
    });
    await user.click(await screen.findByTestId('rotate-key'));
    await user.click(await screen.findByTestId('rotate-confirm'));
    expect(await screen.findByText('The key is already rotating')).toBeInTheDocument();
    expect(screen.getByTestId('request-id')).toHaveTextContent('req_test1');
  });

  it('offers a narrower key where capabilities are not used, and leaves them out', async () => {
    const wide = keyWith({ ...key, unusedCapabilities: ['desktop:control'] });
    const { calls, user } = showKeys(() => [wide], {
      'POST /api/keys/key_1/rotate': () => json(201, { ...replacement, key: SECRET }),
    });
    expect(await screen.findByTestId('unused-hint')).toHaveTextContent('Not used for 30 days: Use desktops.');
    await user.click(screen.getByTestId('narrow-key'));
    expect(await screen.findByRole('checkbox', { name: 'Use desktops' })).not.toBeChecked();
    expect(screen.getByRole('checkbox', { name: 'See desktops' })).toBeChecked();
    await user.click(screen.getByTestId('rotate-confirm'));
    await screen.findByTestId('key-secret');
    expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
      overlapSeconds: 86400,
      capabilities: ['desktop:read'],
    });
  });

  it('is not offered for a key that is quarantined or already ends', async () => {
    showKeys(() => [
      keyWith({ status: 'quarantined', quarantinedCidrs: ['203.0.113.0/24'] }),
      keyWith({ id: 'key_3', status: 'rotating', endsAt: '2031-01-01T00:00:00Z' }),
    ]);
    expect(await screen.findAllByTestId('key')).toHaveLength(2);
    expect(screen.queryByTestId('rotate-key')).not.toBeInTheDocument();
  });
});

describe('the old key', () => {
  const verdict = async (differences: Partial<ApiKey>) => {
    showKeys(() => [replacement, { ...old, ...differences }]);
    return screen.findByTestId('old-key-verdict');
  };

  it('may go if it was never used', async () => {
    expect(await verdict({})).toHaveTextContent('Never used.');
  });

  it('may go if it was not used since there is a new one', async () => {
    const recent = { ...old.recent, requests: 40 };
    expect(await verdict({ lastUsedAt: '2026-11-25T09:59:59Z', recent })).toHaveTextContent(
      'Not used since the new key was made.',
    );
  });

  it('is still needed while somebody calls with it: how often, and from where', async () => {
    const recent = {
      since: '2026-11-25T10:00:00Z',
      requests: 1204,
      addresses: [{ ip: '203.0.113.9', requests: 1204, lastUsedAt: '2026-11-25T11:00:00Z' }],
    };
    expect(await verdict({ lastUsedAt: '2026-11-25T11:00:00Z', recent })).toHaveTextContent(
      'Still in use: 1,204 requests in the last 24 hours.',
    );
    const table = screen.getByRole('table', { name: 'Addresses the old key is used from' });
    expect(within(table).getByText('203.0.113.9')).toBeInTheDocument();
  });

  it('ends now if asked to, with a receipt', async () => {
    let keys = [replacement, old];
    const { user } = showKeys(() => keys, {
      'DELETE /api/keys/key_1': () => {
        keys = [replacement];
        return json(200, { id: 'key_1', revokedAt: '2026-11-25T12:00:00Z', replicas: 2, confirmedInMs: 9 });
      },
    });
    await user.click(await screen.findByRole('button', { name: 'End the old one now: nightly tests' }));
    expect(await screen.findByText(/The new key stays as it is/)).toBeInTheDocument();
    await user.click(screen.getByTestId('revoke-confirm'));
    expect(await screen.findByTestId('revocation-receipt')).toHaveTextContent(
      'Confirmed by 2 replicas in 9 ms.',
    );
    await user.click(screen.getByTestId('revoke-done'));
    await waitFor(() => expect(screen.queryByTestId('old-key')).not.toBeInTheDocument());
    expect(screen.getByTestId('key-status')).toHaveTextContent('Active');
  });
});
