import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Session } from '../api/types';
import { keyWith } from '../keys/testKey';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';

const other: Session = {
  ...session,
  organisation: { id: 'org_2', uuid: '8e1b', name: 'Difference Engines', role: 'admin' },
};

const both = [session, other].map(({ organisation }) => ({
  ...organisation,
  personal: organisation.id === 'org_1',
  members: 2,
  createdAt: '2026-11-20T10:00:00Z',
}));

function show(more: Parameters<typeof serve>[0]) {
  let here = session;
  const switchTo = (next: Session) => {
    here = next;
    return json(200, next);
  };
  const calls = serve({
    'GET /api/session': () => json(200, here),
    'GET /api/organisations': () => json(200, both),
    'GET /api/keys': () => json(200, [keyWith({ name: `key of ${here.organisation.name}` })]),
    'GET /api/keys/leak-response': () => json(200, { response: 'revoke' }),
    'POST /api/organisations/org_2/switch': () => switchTo(other),
    ...more,
  });
  const { queryClient } = renderAt('/settings?tab=apiKeys');
  return { calls, queryClient, switchTo, user: userEvent.setup() };
}

describe('the organisation switcher', () => {
  it('leads to another organisation and shows nothing of the one before', async () => {
    const { user } = show({});
    await screen.findByText('key of Analytical Engines');
    await user.click(screen.getByRole('button', { name: /Organisation: Analytical Engines/ }));
    await user.click(await screen.findByText('Difference Engines'));
    expect(await screen.findByText('You are in Difference Engines now.')).toBeInTheDocument();
    expect(await screen.findByText('key of Difference Engines')).toBeInTheDocument();
    expect(screen.queryByText('key of Analytical Engines')).not.toBeInTheDocument();
  });

  it('stays where it is if the switch was refused', async () => {
    const { user } = show({
      'POST /api/organisations/org_2/switch': () =>
        refusal(404, 'NOT_FOUND', 'There is no such organisation'),
    });
    await user.click(await screen.findByTestId('organisation-switcher'));
    await user.click(await screen.findByText('Difference Engines'));
    expect(await screen.findByText('There is no such organisation')).toBeInTheDocument();
    expect(screen.getByTestId('organisation-name')).toHaveTextContent('Analytical Engines');
  });

  it('makes a new one and goes there', async () => {
    const { calls, user } = show({
      'POST /api/organisations': () => json(201, both[1]),
    });
    await user.click(await screen.findByTestId('organisation-switcher'));
    await user.click(await screen.findByTestId('create-organisation'));
    await user.click(await screen.findByTestId('create-organisation-submit'));
    expect(await screen.findByText('Give it a name')).toBeInTheDocument();
    await user.type(screen.getByTestId('organisation-new-name'), ' Difference Engines ');
    await user.click(screen.getByTestId('create-organisation-submit'));
    expect(await screen.findByText('key of Difference Engines')).toBeInTheDocument();
    const made = calls.filter((call) => call.method === 'POST').map(({ path, body }) => [path, body]);
    expect(made).toEqual([
      ['/api/organisations', { name: 'Difference Engines' }],
      ['/api/organisations/org_2/switch', undefined],
    ]);
  });

  it('notices that another window has switched', async () => {
    const { queryClient, switchTo } = show({});
    await screen.findByText('key of Analytical Engines');
    switchTo(other);
    await queryClient.invalidateQueries({ queryKey: ['session'] });
    await waitFor(() =>
      expect(screen.getByTestId('organisation-name')).toHaveTextContent('Difference Engines'),
    );
    expect(await screen.findByText('key of Difference Engines')).toBeInTheDocument();
    expect(screen.queryByText('key of Analytical Engines')).not.toBeInTheDocument();
  });
});
