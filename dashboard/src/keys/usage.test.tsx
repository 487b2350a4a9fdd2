import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';
import { keyWith } from './testKey';
import type { KeyUsage } from './types';

const used = keyWith({
  capabilities: ['desktop:read', 'desktop:control'],
  capabilityLastUsed: { 'desktop:read': { at: '2026-11-24T10:00:00Z', ip: '203.0.113.9' } },
});

const usage: KeyUsage = {
  from: '2026-11-24T10:00:00Z',
  to: '2026-11-24T12:00:00Z',
  bucket: 'hour',
  total: 1204,
  buckets: [
    { at: '2026-11-24T10:00:00Z', total: 1200, statuses: { '200': 1196, '429': 3, '403': 1 } },
    { at: '2026-11-24T11:00:00Z', total: 4, statuses: { '200': 4 } },
    { at: '2026-11-24T12:00:00Z', total: 0, statuses: {} },
  ],
};

function showKey(answer: () => Response) {
  return serve({
    'GET /api/session': () => json(200, session),
    'GET /api/keys': () => json(200, [used]),
    'GET /api/keys/leak-response': () => json(200, { response: 'revoke' }),
    'GET /api/keys/key_1/usage': answer,
  });
}

async function openUsage() {
  renderAt('/settings?tab=apiKeys');
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Usage of nightly tests' }));
  return user;
}

describe('the usage of a key', () => {
  it('is drawn, summed up, and told by capability', async () => {
    showKey(() => json(200, usage));
    await openUsage();
    expect(await screen.findByTestId('usage-summary')).toHaveTextContent(
      '1,204 requests, 4 of them refused. 200: 1200 · 429: 3 · 403: 1',
    );
    expect(screen.getByRole('img', { name: /1,204 requests, 4 of them refused/ })).toBeInTheDocument();
    const capabilities = screen.getByTestId('capability-use');
    expect(capabilities).toHaveTextContent('from 203.0.113.9');
    expect(capabilities).toHaveTextContent('Use desktopsNo use known');
  });

  it('is asked for by the hour of a day, or by the day of 30 days', async () => {
    const calls = showKey(() => json(200, usage));
    const user = await openUsage();
    await screen.findByTestId('usage-summary');
    await user.click(screen.getByRole('radio', { name: 'Last 30 days' }));
    await expect
      .poll(() => calls.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('bucket')))
      .toContain('day');
    const asked = calls.filter(({ path }) => path.includes('/usage'));
    const days = asked.map(({ path }) => {
      const query = new URLSearchParams(path.split('?')[1]);
      return (Date.parse(query.get('to') ?? '') - Date.parse(query.get('from') ?? '')) / 86_400_000;
    });
    expect(days).toEqual([1, 30]);
  });

  it('may be none', async () => {
    showKey(() => json(200, { ...usage, total: 0, buckets: [] }));
    await openUsage();
    expect(await screen.findByText('No requests in this time.')).toBeInTheDocument();
  });

  it('says so if it is not to be had', async () => {
    showKey(() => refusal(500, 'INTERNAL', 'Something went wrong on our side'));
    await openUsage();
    expect(await screen.findByText('Something went wrong on our side')).toBeInTheDocument();
    expect(screen.getByTestId('request-id')).toHaveTextContent('req_test1');
  });
});
