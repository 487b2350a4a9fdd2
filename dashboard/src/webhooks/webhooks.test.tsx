import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';
import type { Delivery, Webhook } from './types';

const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

const webhook: Webhook = {
  id: 'whk_1',
  url: 'https://ci.example.org/in',
  description: 'CI',
  events: [],
  enabled: true,
  disabledAt: null,
  disabledReason: null,
  failingSince: null,
  previousSecretUntil: null,
  createdAt: '2026-11-20T10:00:00Z',
  createdBy: 'usr_1',
};

const delivery: Delivery = {
  id: 'msg_1',
  type: 'desktop.status',
  status: 'pending',
  attempts: 2,
  createdAt: '2026-11-20T10:00:00Z',
  lastAttemptAt: '2026-11-20T10:00:05Z',
  nextAttemptAt: '2026-11-20T10:05:05Z',
  responseStatus: 500,
  responseBody: 'out of order',
  error: null,
  payload: { type: 'desktop.status', data: { status: 'running' } },
};

const signedIn = { 'GET /api/session': () => json(200, session) };
const withOne = { ...signedIn, 'GET /api/webhooks': () => json(200, [webhook]) };

async function chooseAction(testId: string) {
  const user = userEvent.setup();
  await user.click(await screen.findByTestId('webhook-more'));
  await user.click(await screen.findByTestId(testId));
  return user;
}

describe('creating a webhook', () => {
  async function create(answer: () => Response) {
    const calls = serve({
      ...signedIn,
      'GET /api/webhooks': () => json(200, []),
      'POST /api/webhooks': answer,
    });
    const page = renderAt('/settings?tab=webhooks');
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('create-webhook'));
    await user.type(await screen.findByTestId('webhook-url'), ' https://ci.example.org/in ');
    await user.type(screen.getByTestId('webhook-description'), 'CI');
    await user.click(screen.getByRole('checkbox', { name: 'Status of a desktop' }));
    await user.click(screen.getByTestId('webhook-submit'));
    return { calls, user, ...page };
  }

  it('sends what was chosen and shows the secret once', async () => {
    const { calls, user, queryClient } = await create(() => json(201, { ...webhook, secret: SECRET }));

    expect(await screen.findByTestId('webhook-secret')).toHaveTextContent(SECRET);
    expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
      url: 'https://ci.example.org/in',
      description: 'CI',
      events: ['desktop.status'],
    });
    await user.keyboard('{Escape}');
    expect(screen.getByTestId('webhook-secret')).toHaveTextContent(SECRET);

    await user.click(screen.getByTestId('webhook-secret-done'));
    await waitFor(() => expect(screen.queryByTestId('webhook-secret')).not.toBeInTheDocument());
    expect(document.body.innerHTML).not.toContain(SECRET);
    await waitFor(() =>
      expect(
        JSON.stringify(
          queryClient
            .getMutationCache()
            .getAll()
            .map((mutation) => mutation.state),
        ),
      ).not.toContain(SECRET),
    );
  });

  it('says at the field why an address is refused', async () => {
    await create(() =>
      json(400, {
        error: {
          code: 'VALIDATION_FAILED',
          message: 'url: it leads to an address that is not public',
          requestId: 'req_test1',
          fields: [{ field: 'url', message: 'it leads to an address that is not public' }],
        },
      }),
    );

    expect(await screen.findByText('it leads to an address that is not public')).toBeInTheDocument();
    expect(screen.getByTestId('webhook-url')).toBeInvalid();
  });

  it('says what to do when there are too many', async () => {
    await create(() => refusal(409, 'LIMIT_REACHED', 'This organisation has 10 webhooks'));

    expect(await screen.findByText(/Revoke or delete what is no longer used/)).toBeInTheDocument();
  });
});

describe('a webhook', () => {
  it('that is disabled says since when and why, and can be enabled', async () => {
    const disabled = {
      ...webhook,
      enabled: false,
      disabledAt: '2026-11-21T10:00:00Z',
      disabledReason: 'Its receiver answered 410 Gone',
    };
    const calls = serve({
      ...signedIn,
      'GET /api/webhooks': () => json(200, [disabled]),
      'PATCH /api/webhooks/whk_1': () => json(200, webhook),
    });
    renderAt('/settings?tab=webhooks');

    expect(await screen.findByTestId('webhook-status')).toHaveTextContent('Disabled');
    expect(screen.getByText(/Its receiver answered 410 Gone/)).toBeInTheDocument();
    expect(screen.queryByTestId('webhook-test')).not.toBeInTheDocument();
    await chooseAction('webhook-switch');

    expect(await screen.findByText('The webhook is enabled.')).toBeInTheDocument();
    expect(calls.find((call) => call.method === 'PATCH')?.body).toEqual({ enabled: true });
  });

  it('can be edited', async () => {
    const calls = serve({ ...withOne, 'PATCH /api/webhooks/whk_1': () => json(200, webhook) });
    renderAt('/settings?tab=webhooks');
    const user = await chooseAction('webhook-edit');
    await user.clear(await screen.findByTestId('webhook-description'));
    await user.click(screen.getByTestId('webhook-submit'));

    expect(await screen.findByText('The webhook is changed.')).toBeInTheDocument();
    expect(calls.find((call) => call.method === 'PATCH')?.body).toEqual({
      url: webhook.url,
      description: '',
      events: [],
    });
  });

  it('gets a new secret, and the old one signs for a while', async () => {
    const calls = serve({
      ...withOne,
      'POST /api/webhooks/whk_1/rotate-secret': () =>
        json(200, { ...webhook, previousSecretUntil: '2026-11-21T10:00:00Z', secret: SECRET }),
    });
    renderAt('/settings?tab=webhooks');
    const user = await chooseAction('webhook-rotate');
    await user.selectOptions(await screen.findByTestId('webhook-overlap'), 'for an hour');
    await user.click(screen.getByTestId('webhook-rotate-confirm'));

    expect(await screen.findByTestId('webhook-secret')).toHaveTextContent(SECRET);
    expect(screen.getByText(/signed with the old secret, too, until/)).toBeInTheDocument();
    expect(calls.find((call) => call.method === 'POST')?.body).toEqual({ overlapSeconds: 3600 });
  });

  it('is deleted once that is confirmed', async () => {
    const calls = serve({
      ...withOne,
      'DELETE /api/webhooks/whk_1': () => new Response(null, { status: 204 }),
    });
    renderAt('/settings?tab=webhooks');
    const user = await chooseAction('webhook-delete');
    await user.click(await screen.findByTestId('confirm'));

    expect(await screen.findByText('The webhook is deleted.')).toBeInTheDocument();
    expect(calls.filter((call) => call.method === 'DELETE')).toHaveLength(1);
  });
});

describe('deliveries', () => {
  async function open(more: Record<string, () => Response> = {}) {
    const calls = serve({
      ...withOne,
      'GET /api/webhooks/whk_1/deliveries': () => json(200, [delivery]),
      ...more,
    });
    renderAt('/settings?tab=webhooks');
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('webhook-deliveries'));
    return { calls, user, row: within(await screen.findByTestId('delivery')) };
  }

  it('say how they went, and show what was sent and answered', async () => {
    const { user, row } = await open();
    expect(row.getByTestId('delivery-status')).toHaveTextContent('Pending');
    expect(row.getByText(/2 attempts · HTTP 500 · next/)).toBeInTheDocument();
    await user.click(row.getByTestId('delivery-details'));

    const facts = within(await screen.findByTestId('delivery-facts'));
    expect(facts.getByRole('region', { name: 'Payload' })).toHaveTextContent('"status": "running"');
    expect(facts.getByRole('region', { name: 'Beginning of the answer' })).toHaveTextContent('out of order');
  });

  it('are sent again on request', async () => {
    const { user, row } = await open({
      'POST /api/webhooks/whk_1/deliveries/msg_1/resend': () => json(200, delivery),
    });
    await user.click(row.getByTestId('delivery-resend'));

    expect(await screen.findByText('It is sent again.')).toBeInTheDocument();
  });

  it('say so when they cannot be sent again', async () => {
    const { user, row } = await open({
      'POST /api/webhooks/whk_1/deliveries/msg_1/resend': () =>
        refusal(409, 'CONFLICT', 'The webhook is disabled; enable it first'),
    });
    await user.click(row.getByTestId('delivery-resend'));

    expect(await screen.findByText('Could not send it again')).toBeInTheDocument();
  });

  it('begin with a test', async () => {
    const { user, calls } = await open({ 'POST /api/webhooks/whk_1/test': () => json(201, delivery) });
    await user.click(screen.getByTestId('webhook-test'));

    expect(await screen.findByText(/A test is on its way/)).toBeInTheDocument();
    expect(calls.filter((call) => call.method === 'POST')).toHaveLength(1);
  });
});

describe('for a member', () => {
  it('there is no tab, and the page says whom to ask', async () => {
    const calls = serve({
      'GET /api/session': () =>
        json(200, { ...session, organisation: { ...session.organisation, role: 'member' } }),
    });
    renderAt('/settings?tab=webhooks');

    expect(
      await screen.findByText(/Owners and admins of the organisation manage its webhooks/),
    ).toBeInTheDocument();
    expect(screen.queryByTestId('tab-webhooks')).not.toBeInTheDocument();
    expect(calls.some(({ path }) => path.startsWith('/api/webhooks'))).toBe(false);
  });
});
