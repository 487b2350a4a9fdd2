import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { SessionRecord } from '../api/types';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';
import { deviceName } from './device';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';

function record(id: string, device: string, current: boolean): SessionRecord {
  const at = '2026-11-24T10:00:00Z';
  const organisation = { id: 'org_1', name: 'Analytical Engines' };
  return { id, device, ip: '203.0.113.9', createdAt: at, lastSeenAt: at, organisation, current };
}

const here = record('ses_1', FIREFOX, true);
const phone = record('ses_2', SAFARI, false);
const signedIn = { 'GET /api/session': () => json(200, session) };

describe('the name of a device', () => {
  it.each([
    [FIREFOX, 'Firefox on Linux'],
    [SAFARI, 'Safari on iOS'],
    ['Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge on Windows'],
    ['curl/8.5.0', 'curl'],
    ['Something else', 'Something else'],
    [null, 'Unknown device'],
  ])('of %j', (userAgent, name) => {
    expect(deviceName(userAgent)).toBe(name);
  });
});

describe('sessions', () => {
  it('shows this browser first, and ends another one only after asking', async () => {
    let sessions = [phone, here];
    const calls = serve({
      ...signedIn,
      'GET /api/sessions': () => json(200, sessions),
      'DELETE /api/sessions/ses_2': () => {
        sessions = [here];
        return json(200, { id: 'ses_2', endedAt: '2026-11-24T10:00:00Z', replicas: 2, confirmedInMs: 13 });
      },
    });
    renderAt('/settings?tab=sessions');
    const user = userEvent.setup();
    const end = await screen.findByRole('button', { name: 'End the session of Safari on iOS' });
    expect(screen.getAllByTestId('session')[0]).toHaveTextContent('Firefox on Linux');
    expect(screen.getAllByTestId('session')[1]).toHaveTextContent('Analytical Engines');
    expect(screen.getAllByTestId('end-session')).toHaveLength(1);

    await user.click(end);
    const confirm = await screen.findByTestId('confirm');
    expect(calls.some((call) => call.method === 'DELETE')).toBe(false);
    await user.click(confirm);
    expect(await screen.findByText('Safari on iOS is signed out everywhere')).toBeInTheDocument();
    expect(screen.getByText('Confirmed by 2 replicas in 13 ms.')).toBeInTheDocument();
    expect(await screen.findByText('You are signed in nowhere else.')).toBeInTheDocument();
    expect(screen.getAllByTestId('session')).toHaveLength(1);
  });

  it('ends all others at once', async () => {
    let sessions = [here, phone, record('ses_3', 'curl/8.5.0', false)];
    serve({
      ...signedIn,
      'GET /api/sessions': () => json(200, sessions),
      'DELETE /api/sessions': () => {
        sessions = [here];
        return json(200, { ended: ['ses_2', 'ses_3'], replicas: 2, confirmedInMs: 9 });
      },
    });
    renderAt('/settings?tab=sessions');
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('end-other-sessions'));
    await user.click(await screen.findByTestId('confirm'));
    await waitFor(() => expect(screen.getAllByTestId('session')).toHaveLength(1));
    expect(screen.queryByTestId('end-other-sessions')).not.toBeInTheDocument();
    expect(await screen.findByText('2 other sessions have ended everywhere')).toBeInTheDocument();
    expect(screen.getByText('Confirmed by 2 replicas in 9 ms.')).toBeInTheDocument();
  });

  it('claims nothing when ending failed', async () => {
    serve({
      ...signedIn,
      'GET /api/sessions': () => json(200, [here, phone]),
      'DELETE /api/sessions/ses_2': () => refusal(503, 'DEPENDENCY_UNAVAILABLE', 'Not confirmed everywhere'),
    });
    renderAt('/settings?tab=sessions');
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('end-session'));
    await user.click(await screen.findByTestId('confirm'));
    expect(await screen.findByText('Not confirmed everywhere')).toBeInTheDocument();
    expect(screen.getByTestId('request-id')).toHaveTextContent('req_test1');
    expect(screen.getAllByTestId('session')).toHaveLength(2);
  });
});
