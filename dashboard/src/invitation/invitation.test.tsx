import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../api/types';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';
import { forgetInvitationToken } from './invitationToken';
import type { InvitationPreview } from './types';

const TOKEN = 'inv_0123456789012345678901234567890123456789012';
const PREVIEW = 'POST /api/organisations/invitations/preview';
const ACCEPT = 'POST /api/organisations/invitations/accept';

const invitation: InvitationPreview = {
  organisation: { id: 'org_2', name: 'Difference Engines' },
  role: 'admin',
  email: null,
  invitedBy: { name: 'Charles' },
  expiresAt: '2031-11-27T10:00:00Z',
};

const joined: Session = {
  ...session,
  organisation: { id: 'org_2', uuid: '8e1b', name: 'Difference Engines', role: 'admin' },
};

beforeEach(() => window.history.replaceState(null, '', `/invitations/accept#${TOKEN}`));

afterEach(() => {
  forgetInvitationToken();
  window.history.replaceState(null, '', '/');
});

function open(more: Parameters<typeof serve>[0]) {
  const calls = serve({
    'GET /api/session': () => json(200, session),
    'GET /api/keys': () => json(200, []),
    'GET /v1/desktops': () => json(200, []),
    [PREVIEW]: () => json(200, invitation),
    ...more,
  });
  return { calls, user: userEvent.setup(), ...renderAt('/invitations/accept') };
}

describe('an invitation', () => {
  it('says who invites to what as what, joins, and goes there', async () => {
    const { calls, user, router } = open({ [ACCEPT]: () => json(200, joined) });
    expect(
      await screen.findByText('Charles invites you to join Difference Engines as an admin.'),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Join Difference Engines' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/'));
    expect(await screen.findByTestId('organisation-name')).toHaveTextContent('Difference Engines');
    expect(calls.find(({ path }) => path.endsWith('/accept'))?.body).toEqual({ token: TOKEN });
    // It is used up, so nobody asks about it again.
    expect(calls.filter(({ path }) => path.endsWith('/preview'))).toHaveLength(1);
    expect(window.sessionStorage).toHaveLength(0);
  });

  it('takes its token out of the address before it asks anything, and keeps it over a sign-in', async () => {
    const { onSignedOut } = open({
      'GET /api/session': () => refusal(401, 'UNAUTHORIZED', 'You are signed out'),
      [PREVIEW]: () => refusal(401, 'UNAUTHORIZED', 'You are signed out'),
    });
    await expect.poll(() => onSignedOut.mock.calls.length).toBeGreaterThan(0);
    expect(window.location.href).not.toContain(TOKEN);
    expect(screen.queryByText('You are signed out')).not.toBeInTheDocument();

    open({});
    expect(await screen.findByText(/Charles invites you/)).toBeInTheDocument();
  });

  it('is told of on the sign-in page', async () => {
    serve({ 'GET /auth/providers': () => json(200, []) });
    renderAt('/signin?returnTo=%2Finvitations%2Faccept');
    expect(await screen.findByTestId('signin-notice')).toHaveTextContent('You have an invitation.');
  });

  it.each([
    ['used, revoked, expired or unknown', 404, 'NOT_FOUND', 'This invitation is no longer good'],
    ['for another address', 403, 'EMAIL_MISMATCH', 'This invitation is for another address'],
    ['to where one is already', 409, 'CONFLICT', 'You are already a member'],
  ])('is explained if it is %s', async (_, status, code, title) => {
    const { user } = open({ [ACCEPT]: () => refusal(status, code, 'no') });
    await user.click(await screen.findByTestId('accept-invitation'));
    expect(await screen.findByRole('heading', { name: title })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Go to your desktops' })).toHaveAttribute('href', '/');
  });

  it('leads to where one is a member already', async () => {
    const { user, router } = open({
      [ACCEPT]: () => refusal(409, 'CONFLICT', 'no'),
      'POST /api/organisations/org_2/switch': () => json(200, joined),
    });
    await user.click(await screen.findByTestId('accept-invitation'));
    await user.click(await screen.findByTestId('open-organisation'));
    await waitFor(() => expect(router.state.location.pathname).toBe('/'));
  });

  it('shows a fault with its request id', async () => {
    open({ [PREVIEW]: () => refusal(500, 'INTERNAL', 'Something went wrong on our side') });
    expect(await screen.findByText('Something went wrong on our side')).toBeInTheDocument();
    expect(screen.getByTestId('request-id')).toHaveTextContent('req_test1');
  });

  it('needs its whole link', async () => {
    window.history.replaceState(null, '', '/invitations/accept');
    const { calls } = open({});
    expect(await screen.findByRole('heading', { name: 'This link is not complete' })).toBeInTheDocument();
    expect(calls).toEqual([]);
  });
});
