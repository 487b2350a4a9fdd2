import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Desktop, DesktopStatus } from '../api/types';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';
import {
  allowedActions,
  BUSY_POLL_MS,
  canDestroy,
  IDLE_POLL_MS,
  isTransient,
  pollInterval,
  suggestName,
} from './lifecycle';
import { nextPage } from '../api/nextPage';

function desktop(status: DesktopStatus, agentReady = status === 'running'): Desktop {
  return {
    id: 'dsk_1',
    name: 'my-agent',
    status,
    tier: 'free',
    image: 'default',
    ipAddress: null,
    agentReady,
    keepAlive: true,
    width: 1280,
    height: 800,
    createdAt: '2026-11-24T10:00:00Z',
    startedAt: null,
    statusReason: null,
    control: null,
  };
}

const signedIn = { 'GET /api/session': () => json(200, session) };

describe('how often to look', () => {
  it.each(['pending', 'booting', 'stopping', 'destroying'] as const)('every second while %s', (status) => {
    expect(isTransient(desktop(status))).toBe(true);
    expect(pollInterval([desktop('stopped'), desktop(status)])).toBe(BUSY_POLL_MS);
  });

  it('every second while running but not ready', () => {
    expect(pollInterval([desktop('running', false)])).toBe(BUSY_POLL_MS);
  });

  it.each(['running', 'stopped', 'destroyed', 'error'] as const)('seldom once %s', (status) => {
    expect(pollInterval([desktop(status)])).toBe(IDLE_POLL_MS);
  });

  it('seldom with no desktops, or none known yet', () => {
    expect(pollInterval([])).toBe(IDLE_POLL_MS);
    expect(pollInterval(undefined)).toBe(IDLE_POLL_MS);
  });
});

describe('what can be done', () => {
  it('follows from the state', () => {
    expect([...allowedActions('stopped')]).toEqual(['start']);
    expect([...allowedActions('running')]).toEqual(['stop', 'restart']);
    expect([...allowedActions('booting')]).toEqual(['stop', 'restart']);
    expect([...allowedActions('error')]).toEqual(['start', 'restart']);
    expect([...allowedActions('destroying')]).toEqual([]);
    expect(canDestroy('booting')).toBe(true);
    expect(canDestroy('destroying')).toBe(false);
  });

  it('suggests a name that is not taken', () => {
    expect(suggestName([])).toBe('desktop-1');
    expect(suggestName([{ name: 'desktop-1' }, { name: 'desktop-3' }])).toBe('desktop-2');
  });
});

describe('the next page', () => {
  it('is a path of this origin, whatever origin the link names', () => {
    expect(nextPage('<http://other.example/v1/desktops?cursor=abc>; rel="next"')).toBe(
      '/v1/desktops?cursor=abc',
    );
  });

  it('does not exist without a link to it', () => {
    expect(nextPage(null)).toBeNull();
    expect(nextPage('</v1/desktops?cursor=abc>; rel="prev"')).toBeNull();
  });
});

describe('the desktops page', () => {
  it('shows every page of the list', async () => {
    serve({
      ...signedIn,
      'GET /v1/desktops': () =>
        json(200, [desktop('running')], { Link: '</v1/desktops?cursor=2>; rel="next"' }),
      'GET /v1/desktops?cursor=2': () => json(200, [{ ...desktop('stopped'), id: 'dsk_2', name: 'second' }]),
    });
    renderAt('/');
    expect(await screen.findByRole('heading', { name: 'second' })).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'my-agent' })).toBeInTheDocument();
  });

  it('leads from nothing to a first desktop that becomes ready', async () => {
    let desktops: Desktop[] = [];
    const calls = serve({
      ...signedIn,
      'GET /v1/desktops': () => json(200, desktops),
      'POST /v1/desktops': () => {
        desktops = [desktop('running')];
        return json(201, desktop('pending'));
      },
    });
    renderAt('/');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Create your first desktop' }));
    expect(await screen.findByTestId('desktop-name')).toHaveValue('desktop-1');
    await user.click(screen.getByTestId('create-desktop-submit'));
    await waitFor(() => expect(screen.getByTestId('desktop-status')).toHaveTextContent('Running'));
    const sent = calls.find((call) => call.method === 'POST');
    expect(sent?.body).toEqual({ name: 'desktop-1', tier: 'free', image: 'default' });
  });

  it('says clearly that there is no container engine', async () => {
    serve({
      ...signedIn,
      'GET /v1/desktops': () => json(200, []),
      'POST /v1/desktops': () => refusal(503, 'ENGINE_UNAVAILABLE', 'There is no engine to run desktops on'),
    });
    renderAt('/');
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('create-desktop'));
    await user.click(await screen.findByTestId('create-desktop-submit'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('No container engine');
    expect(alert).toHaveTextContent('There is no engine to run desktops on');
    expect(alert).toHaveTextContent('req_test1');
  });

  it('destroys only when the name was typed', async () => {
    let desktops = [desktop('stopped')];
    serve({
      ...signedIn,
      'GET /v1/desktops': () => json(200, desktops),
      'DELETE /v1/desktops/dsk_1': () => {
        desktops = [];
        return new Response(null, { status: 204 });
      },
    });
    renderAt('/');
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('desktop-menu'));
    await user.click(await screen.findByTestId('destroy-desktop'));
    const name = await screen.findByTestId('destroy-name');
    await user.type(name, 'my-agen');
    expect(screen.getByTestId('destroy-confirm')).toBeDisabled();
    await user.type(name, 't{Enter}');
    expect(await screen.findByRole('heading', { name: 'No desktops yet' })).toBeInTheDocument();
  });

  it('shows why an action was refused', async () => {
    serve({
      ...signedIn,
      'GET /v1/desktops': () => json(200, [desktop('stopped')]),
      'POST /v1/desktops/dsk_1/start': () => refusal(409, 'CONFLICT', 'It is being destroyed'),
    });
    renderAt('/');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Start my-agent' }));
    expect(await screen.findByText('It is being destroyed')).toBeInTheDocument();
  });

  it.each([
    [429, 'RATE_LIMITED', '42', 'Too many requests', 'Wait 42 seconds, then try again.'],
    [503, 'DEPENDENCY_UNAVAILABLE', '1', 'A service is unavailable', 'Wait 1 second, then try again.'],
  ])('tells what to do about a %i', async (status, code, retryAfter, title, advice) => {
    const error = { code, message: 'Not now', requestId: 'req_test1' };
    serve({
      ...signedIn,
      'GET /v1/desktops': () => json(200, []),
      'POST /v1/desktops': () => json(status, { error }, { 'Retry-After': retryAfter }),
    });
    renderAt('/');
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('create-desktop'));
    await user.click(await screen.findByTestId('create-desktop-submit'));
    const alert = await screen.findByTestId('error');
    expect(alert).toHaveTextContent(title);
    expect(alert).toHaveTextContent('Not now');
    expect(alert).toHaveTextContent(advice);
    expect(alert).toHaveTextContent('req_test1');
  });

  it('says why a desktop is as it is', async () => {
    const gone = { ...desktop('stopped'), statusReason: 'The desktop stopped by itself' };
    serve({ ...signedIn, 'GET /v1/desktops': () => json(200, [gone]) });
    renderAt('/');
    expect(await screen.findByTestId('status-reason')).toHaveTextContent('The desktop stopped by itself');
  });

  it('lists the fault beside what is still known when looking again fails', async () => {
    let fails = false;
    serve({
      ...signedIn,
      'GET /v1/desktops': () =>
        fails
          ? refusal(500, 'INTERNAL', 'Something went wrong on our side')
          : json(200, [desktop('running')]),
    });
    const { queryClient } = renderAt('/');
    await screen.findByTestId('desktop');
    fails = true;
    await queryClient.invalidateQueries({ queryKey: ['desktops'] });
    expect(await screen.findByTestId('error')).toHaveTextContent('req_test1');
    expect(screen.getByTestId('desktop')).toBeInTheDocument();
  });
});
