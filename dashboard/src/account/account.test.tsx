import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';
import type { Account, Identity } from './types';

const AT = '2026-11-20T10:00:00Z';

const google: Identity = {
  id: 'idn_1',
  provider: 'google',
  providerName: 'Google',
  email: 'ada@example.org',
  linkedAt: AT,
  lastUsedAt: AT,
};
const github: Identity = {
  ...google,
  id: 'idn_2',
  provider: 'github',
  providerName: 'GitHub',
  lastUsedAt: null,
};

function account(differences: Partial<Account> = {}): Account {
  return { user: session.user, identities: [google], signedInAt: AT, fresh: true, ...differences };
}

const assign = vi.fn();
const replace = vi.fn();

function show(answer: () => Account, more: Parameters<typeof serve>[0] = {}, query = '') {
  const { origin, pathname, search, hash, href } = window.location;
  vi.stubGlobal('location', { origin, pathname, search, hash, href, assign, replace });
  const calls = serve({
    'GET /api/session': () => json(200, session),
    'GET /api/keys': () => json(200, []),
    'GET /api/account': () => json(200, answer()),
    'GET /auth/providers': () =>
      json(200, [
        { id: 'google', name: 'Google' },
        { id: 'github', name: 'GitHub' },
      ]),
    ...more,
  });
  renderAt(`/settings?tab=accounts${query}`);
  return { calls, user: userEvent.setup() };
}

afterEach(() => {
  assign.mockReset();
  replace.mockReset();
});

describe('the name of an account', () => {
  it('is changed', async () => {
    const { calls, user } = show(account, {
      'PATCH /api/account': () => json(200, { ...session.user, name: 'Countess' }),
    });
    const field = await screen.findByTestId('account-rename');
    await user.clear(field);
    await user.click(screen.getByTestId('account-rename-submit'));
    expect(await screen.findByText('Say how you want to be called')).toBeInTheDocument();
    await user.type(field, ' Countess ');
    await user.click(screen.getByTestId('account-rename-submit'));
    expect(await screen.findByText('Saved.')).toBeInTheDocument();
    expect(calls.find((call) => call.method === 'PATCH')?.body).toEqual({ name: 'Countess' });
  });
});

describe('linking a provider', () => {
  it('goes there after a fresh sign-in, and comes back here', async () => {
    const { user } = show(account);
    await user.click(await screen.findByRole('button', { name: 'Link GitHub' }));
    await waitFor(() =>
      expect(assign).toHaveBeenCalledWith(
        '/auth/github/link?returnTo=%2Fsettings%3Ftab%3Daccounts%26linked%3Dgithub',
      ),
    );
  });

  it('asks to sign in again first if the sign-in is too old by now, and leads there and back', async () => {
    let fresh = true;
    const { user } = show(() => account({ fresh }));
    await screen.findByTestId('link-github');
    fresh = false;
    await user.click(screen.getByTestId('link-github'));
    const notice = await screen.findByTestId('sign-in-again');
    expect(within(notice).getByRole('link', { name: 'Sign in again with Google' })).toHaveAttribute(
      'href',
      '/auth/google?returnTo=%2Fsettings%3Ftab%3Daccounts',
    );
    expect(assign).not.toHaveBeenCalled();
  });

  it('says that it worked, if it did', async () => {
    show(() => account({ identities: [google, github] }), {}, '&linked=github');
    expect(await screen.findByTestId('link-done')).toHaveTextContent('GitHub is linked.');
  });

  it('does not believe an address that says so', async () => {
    show(account, {}, '&linked=github');
    await screen.findByTestId('identity');
    expect(screen.queryByTestId('link-done')).not.toBeInTheDocument();
  });

  it.each([
    ['identity_taken', 'That account already belongs to somebody in Bureau.'],
    ['constructor', 'Linking did not work.'],
  ])('explains %s', async (code, sentence) => {
    show(account, {}, `&linked=github&error=${code}`);
    expect(await screen.findByTestId('link-failed')).toHaveTextContent(sentence);
    expect(screen.queryByTestId('link-done')).not.toBeInTheDocument();
  });
});

describe('unlinking a provider', () => {
  it('is not offered for the only one', async () => {
    show(account);
    expect(await screen.findByText('The only one, so it has to stay')).toBeInTheDocument();
    expect(screen.queryByTestId('unlink')).not.toBeInTheDocument();
  });

  it('asks first, then takes it out of the list', async () => {
    let identities = [google, github];
    const { calls, user } = show(() => account({ identities }), {
      'DELETE /api/account/identities/idn_2': () => {
        identities = [google];
        return new Response(null, { status: 204 });
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Unlink GitHub, ada@example.org' }));
    expect(calls.some((call) => call.method === 'DELETE')).toBe(false);
    await user.click(await screen.findByTestId('confirm'));
    expect(await screen.findByText('GitHub is unlinked.')).toBeInTheDocument();
    await waitFor(() => expect(screen.getAllByTestId('identity')).toHaveLength(1));
  });

  it('leads to signing in again if that is what it takes', async () => {
    const { user } = show(() => account({ identities: [google, github] }), {
      'DELETE /api/account/identities/idn_2': () => refusal(403, 'SIGN_IN_AGAIN', 'Sign in again first'),
    });
    await user.click(await screen.findByRole('button', { name: /Unlink GitHub/ }));
    await user.click(await screen.findByTestId('confirm'));
    expect(await screen.findByTestId('sign-in-again-github')).toBeInTheDocument();
    expect(screen.getAllByTestId('identity')).toHaveLength(2);
  });
});

describe('deleting the account', () => {
  it('needs the e-mail address typed, and leads to the sign-in page', async () => {
    const { calls, user } = show(account, {
      'DELETE /api/account': () => json(200, { id: 'usr_1', deletedAt: AT, replicas: 2, confirmedInMs: 30 }),
    });
    await user.click(await screen.findByTestId('delete-account'));
    await user.type(await screen.findByTestId('delete-account-email'), 'ada@example.com');
    expect(screen.getByTestId('delete-account-confirm')).toBeDisabled();
    await user.clear(screen.getByTestId('delete-account-email'));
    await user.type(screen.getByTestId('delete-account-email'), 'ada@example.org');
    await user.click(screen.getByTestId('delete-account-confirm'));
    await waitFor(() => expect(replace).toHaveBeenCalledWith('/signin?notice=account_deleted'));
    expect(calls.find((call) => call.method === 'DELETE')?.path).toBe(
      '/api/account?confirm=ada%40example.org',
    );
  });

  it('names the organisation that stands in the way', async () => {
    const { user } = show(account, {
      'DELETE /api/account': () =>
        refusal(409, 'CONFLICT', 'You are the only owner of Analytical Engines, which has other members'),
    });
    await user.click(await screen.findByTestId('delete-account'));
    await user.type(await screen.findByTestId('delete-account-email'), 'ada@example.org');
    await user.click(screen.getByTestId('delete-account-confirm'));
    expect(await screen.findByText(/You are the only owner of Analytical Engines/)).toBeInTheDocument();
    expect(replace).not.toHaveBeenCalled();
  });

  it('asks to sign in again first if the sign-in is too old', async () => {
    const { user } = show(() => account({ fresh: false }));
    await user.click(await screen.findByTestId('delete-account'));
    expect(await screen.findByTestId('sign-in-again')).toBeInTheDocument();
    expect(screen.queryByTestId('delete-account-email')).not.toBeInTheDocument();
  });

  it('is told of on the sign-in page', async () => {
    serve({ 'GET /auth/providers': () => json(200, []) });
    renderAt('/signin?notice=account_deleted');
    expect(await screen.findByTestId('signin-notice')).toHaveTextContent('Your account is deleted.');
  });
});
