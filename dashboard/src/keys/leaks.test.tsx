import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';
import { reportedKeys } from './leaks';
import { keyWith } from './testKey';
import type { ApiKey } from './types';

const NOW = Date.now();
const lately = new Date(NOW - 3_600_000).toISOString();
const revoked = keyWith({ status: 'revoked', revokedReason: 'reported_leaked', revokedAt: lately });
const quarantined = keyWith({ id: 'key_2', status: 'quarantined', quarantinedCidrs: ['203.0.113.0/24'] });

const signedIn = {
  'GET /api/session': () => json(200, session),
  'GET /api/keys/leak-response': () => json(200, { response: 'revoke' }),
  'GET /v1/desktops': () => json(200, []),
};

beforeEach(() => window.localStorage.clear());

function show(keys: ApiKey[], path = '/') {
  serve({ ...signedIn, 'GET /api/keys': () => json(200, keys) });
  renderAt(path);
}

describe('a key that was reported leaked', () => {
  it('is told of on every page until somebody has taken note', async () => {
    show([revoked]);
    const notice = await screen.findByTestId('leak-notice');
    expect(notice).toHaveTextContent('nightly tests was reported leaked and has been revoked');
    expect(screen.getByRole('link', { name: 'Show the keys' })).toHaveAttribute(
      'href',
      '/settings?tab=apiKeys',
    );
    await userEvent.setup().click(screen.getByTestId('dismiss-leak'));
    await waitFor(() => expect(screen.queryByTestId('leak-notice')).not.toBeInTheDocument());
  });

  it('stays told of while it is quarantined, with the networks it works from', async () => {
    show([quarantined]);
    expect(await screen.findByTestId('leak-notice')).toHaveTextContent('It works only from 203.0.113.0/24');
    expect(screen.queryByTestId('dismiss-leak')).not.toBeInTheDocument();
  });

  it('is one that a report or a scanner ended lately, not one that its owner revoked', () => {
    const monthsAgo = new Date(NOW - 90 * 86_400_000).toISOString();
    const reported = reportedKeys(
      [
        revoked,
        quarantined,
        keyWith({ id: 'scanned', status: 'revoked', revokedReason: 'secret_scanning', revokedAt: lately }),
        keyWith({ id: 'wanted', status: 'revoked', revokedReason: 'revoked_by_user', revokedAt: lately }),
        keyWith({ id: 'old', status: 'revoked', revokedReason: 'reported_leaked', revokedAt: monthsAgo }),
        keyWith({ id: 'fine' }),
      ],
      NOW,
    );
    expect(reported.map(({ id }) => id)).toEqual(['key_1', 'key_2', 'scanned']);
  });
});

describe('the response to a leak', () => {
  it('is chosen by owners and admins', async () => {
    let response = 'revoke';
    const calls = serve({
      ...signedIn,
      'GET /api/keys': () => json(200, []),
      'GET /api/keys/leak-response': () => json(200, { response }),
      'PUT /api/keys/leak-response': () => {
        response = 'quarantine';
        return json(200, { response });
      },
    });
    renderAt('/settings?tab=apiKeys');
    expect(await screen.findByRole('radio', { name: 'Revoke it at once' })).toBeChecked();
    await userEvent.setup().click(screen.getByTestId('leak-quarantine'));
    await waitFor(() => expect(screen.getByRole('radio', { name: 'Quarantine it' })).toBeChecked());
    expect(calls.find((call) => call.method === 'PUT')?.body).toEqual({ response: 'quarantine' });
  });

  it('goes back to what holds if it could not be saved', async () => {
    serve({
      ...signedIn,
      'GET /api/keys': () => json(200, []),
      'PUT /api/keys/leak-response': () =>
        refusal(503, 'DEPENDENCY_UNAVAILABLE', 'The store does not answer'),
    });
    renderAt('/settings?tab=apiKeys');
    await userEvent.setup().click(await screen.findByTestId('leak-quarantine'));
    expect(await screen.findByText('The store does not answer')).toBeInTheDocument();
    expect(screen.getByRole('radio', { name: 'Revoke it at once' })).toBeChecked();
  });

  it('is nothing that a member sees', async () => {
    const member = { ...session, organisation: { ...session.organisation, role: 'member' } };
    const calls = serve({
      'GET /api/session': () => json(200, member),
      'GET /api/keys': () => json(200, [keyWith()]),
    });
    renderAt('/settings?tab=apiKeys');
    await screen.findByTestId('key');
    expect(screen.queryByTestId('leak-response')).not.toBeInTheDocument();
    expect(calls.some(({ path }) => path.includes('leak-response'))).toBe(false);
  });
});
