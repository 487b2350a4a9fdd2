import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { Control, Desktop } from '../api/types';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';
import { endingText } from './ending';
import { withNonces } from './withNonces';

// jsdom draws nothing: what is seen of a screen and a terminal is seen in a real browser.
vi.mock('./ScreenTab', () => ({
  ScreenTab: ({ watching }: { watching: boolean }) => <p>{watching ? 'watching' : 'working'}</p>,
}));

function desktop(change: Partial<Desktop> = {}): Desktop {
  return {
    id: 'dsk_1',
    name: 'my-agent',
    status: 'running',
    tier: 'free',
    image: 'default',
    ipAddress: null,
    agentReady: true,
    keepAlive: true,
    width: 1280,
    height: 800,
    createdAt: '2026-11-24T10:00:00Z',
    startedAt: null,
    statusReason: null,
    control: null,
    ...change,
  };
}

function held(id: string, name: string | null): Control {
  return {
    user: { id, name },
    since: '2026-11-26T10:00:00Z',
    until: '2026-11-26T10:05:00Z',
    screenshots: false,
  };
}

function open(found: Desktop, more: Parameters<typeof serve>[0] = {}) {
  const server = serve({
    'GET /api/session': () => json(200, session),
    'GET /v1/desktops/dsk_1': () => json(200, found),
    ...more,
  });
  renderAt('/desktops/dsk_1');
  return server;
}

describe('one desktop', () => {
  it('lets me take control and hand it back', async () => {
    open(desktop(), {
      'PUT /v1/desktops/dsk_1/control': () => json(200, desktop({ control: held(session.user.id, 'Me') })),
      'DELETE /v1/desktops/dsk_1/control': () => new Response(null, { status: 204 }),
    });

    await userEvent.click(await screen.findByTestId('take-control'));
    expect(await screen.findByText('You have control')).toBeVisible();
    expect(screen.getByText('working')).toBeVisible();

    await userEvent.click(screen.getByTestId('hand-back'));
    expect(await screen.findByTestId('take-control')).toHaveTextContent('Take control');
  });

  it('shows who has control, and offers to take over', async () => {
    open(desktop({ control: held('usr_other', 'Anna') }));

    expect(await screen.findByText('Anna has control')).toBeVisible();
    expect(await screen.findByText('watching')).toBeVisible();
    expect(screen.getByTestId('take-control')).toHaveTextContent('Take over');
  });

  it('names nobody where the name is not known', async () => {
    open(desktop({ control: held('usr_other', null) }));

    expect(await screen.findByText('Somebody has control')).toBeVisible();
  });

  it('says so when control cannot be had', async () => {
    open(desktop(), {
      'PUT /v1/desktops/dsk_1/control': () => refusal(409, 'HUMAN_IN_CONTROL', 'A person has control'),
    });

    await userEvent.click(await screen.findByTestId('take-control'));

    expect(await screen.findByText('Could not take control')).toBeVisible();
  });

  it('offers to start one that does not run', async () => {
    open(desktop({ status: 'stopped', agentReady: false }), {
      'POST /v1/desktops/dsk_1/start': () => json(200, desktop({ status: 'booting', agentReady: false })),
    });

    await userEvent.click(await screen.findByRole('button', { name: 'Start desktop' }));

    await waitFor(() => expect(screen.queryByText('This desktop is not running')).toBeVisible());
  });

  it('tells of one that is not there', async () => {
    open(desktop(), { 'GET /v1/desktops/dsk_1': () => refusal(404, 'NOT_FOUND', 'There is nothing here') });

    expect(await screen.findByText(/There is nothing here/)).toBeVisible();
  });
});

describe('how a connection ends', () => {
  it.each([
    [4401, /access has ended/],
    [4409, /does not share/],
    [4410, /does not answer/],
    [1006, /network/],
  ])('%d', (code, words) => {
    expect(endingText(code)).toMatch(words);
  });
});

describe('style elements', () => {
  it('carry the nonce while the work goes on, and no longer', () => {
    document.head.innerHTML = '<meta name="csp-nonce" content="n0nce">';
    let inside: HTMLElement | undefined;

    withNonces(() => {
      inside = document.createElement('style');
    });

    expect(inside?.getAttribute('nonce')).toBe('n0nce');
    expect(document.createElement('style').hasAttribute('nonce')).toBe(false);
    document.head.innerHTML = '';
  });
});
