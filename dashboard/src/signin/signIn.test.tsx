import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { strings } from '../strings';
import { renderAt } from '../testing/render';
import { json, refusal, serve } from '../testing/server';
import { providerHref, safeReturnTo, signInPath } from './returnTo';

const providers = [
  { id: 'google', name: 'Google' },
  { id: 'github', name: 'GitHub' },
];

describe('returnTo', () => {
  it.each(['/', '/settings?tab=apiKeys', '/desktops/dsk_1#screen', '/x?next=%2Fy'])('keeps %s', (path) => {
    expect(safeReturnTo(path)).toBe(path);
  });

  it.each([
    null,
    '',
    'settings',
    '//evil.example',
    '/\\evil.example',
    '/a\\b',
    'https://evil.example/',
    'javascript:alert(1)',
    '@evil.example',
    '/%2F%2Fevil.example',
    '/%5Cevil.example',
    '/..;/evil',
    '/.//evil.example',
    '/a\r\nSet-Cookie: x',
    '/\tevil',
    '/signin?returnTo=/signin',
  ])('turns %j into /', (path) => {
    expect(safeReturnTo(path)).toBe('/');
  });

  it('carries the whole address to the sign-in page', () => {
    const from = { pathname: '/settings', search: '?tab=sessions', hash: '#x' };
    expect(signInPath(from)).toBe('/signin?returnTo=%2Fsettings%3Ftab%3Dsessions%23x');
    expect(signInPath({ pathname: '/', search: '', hash: '' })).toBe('/signin');
  });

  it('carries it on to the provider', () => {
    expect(providerHref('google', '/settings?tab=apiKeys')).toBe(
      '/auth/google?returnTo=%2Fsettings%3Ftab%3DapiKeys',
    );
  });
});

describe('the sign-in page', () => {
  it('offers what the server offers, and keeps returnTo', async () => {
    serve({ 'GET /auth/providers': () => json(200, providers) });
    renderAt('/signin?returnTo=%2Fsettings%3Ftab%3DapiKeys');
    const google = await screen.findByRole('link', { name: 'Continue with Google' });
    expect(google).toHaveAttribute('href', '/auth/google?returnTo=%2Fsettings%3Ftab%3DapiKeys');
    expect(screen.getByTestId('signin-github')).toHaveAttribute(
      'href',
      '/auth/github?returnTo=%2Fsettings%3Ftab%3DapiKeys',
    );
    expect(screen.queryByTestId('signin-error')).not.toBeInTheDocument();
  });

  it('does not carry a foreign address to the provider', async () => {
    serve({ 'GET /auth/providers': () => json(200, providers) });
    renderAt('/signin?returnTo=%2F%2Fevil.example');
    expect(await screen.findByTestId('signin-google')).toHaveAttribute('href', '/auth/google?returnTo=%2F');
  });

  it.each(Object.entries(strings.signIn.failed))('explains %s', async (code, sentence) => {
    serve({ 'GET /auth/providers': () => json(200, providers) });
    renderAt(`/signin?error=${code}`);
    expect(await screen.findByRole('alert')).toHaveTextContent(sentence);
  });

  it.each(['%3Cb%3Ebold', 'constructor', ''])(
    'has a sentence for an error it does not know: "%s"',
    async (code) => {
      serve({ 'GET /auth/providers': () => json(200, providers) });
      renderAt(`/signin?error=${code}`);
      expect(await screen.findByRole('alert')).toHaveTextContent(strings.signIn.failedOtherwise);
    },
  );

  it('shows what the server said, with the request id, when it cannot name its providers', async () => {
    serve({ 'GET /auth/providers': () => refusal(500, 'INTERNAL', 'Something went wrong on our side') });
    renderAt('/signin');
    expect(await screen.findByText('Something went wrong on our side')).toBeInTheDocument();
    expect(screen.getByTestId('request-id')).toHaveTextContent('req_test1');
  });
});

describe('a page that needs a session', () => {
  it('leads to signing in on 401, without an error in between', async () => {
    serve({ 'GET /api/session': () => refusal(401, 'UNAUTHORIZED', 'You are signed out') });
    const { onSignedOut } = renderAt('/settings');
    await expect.poll(() => onSignedOut.mock.calls.length).toBe(1);
    expect(screen.queryByText('You are signed out')).not.toBeInTheDocument();
  });

  it('is a friendly 404 where there is none', async () => {
    renderAt('/nowhere');
    expect(await screen.findByRole('heading', { name: strings.notFound.title })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: strings.notFound.home })).toHaveAttribute('href', '/');
  });
});
