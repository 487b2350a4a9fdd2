import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Role, Session } from '../api/types';
import { renderAt } from '../testing/render';
import { json, refusal, serve, session } from '../testing/server';
import type { Invitation, Member, Organisation } from './types';

const NONE = new Response(null, { status: 204 });
const AT = '2026-11-20T10:00:00Z';

function organisationAs(role: Role, differences: Partial<Organisation> = {}): Organisation {
  const { id, uuid, name } = session.organisation;
  return { id, uuid, name, role, personal: false, members: 3, createdAt: AT, ...differences };
}

function sessionAs(role: Role): Session {
  return { ...session, organisation: { ...session.organisation, role } };
}

function member(id: string, name: string, role: Role, you = false): Member {
  const email = `${name.toLowerCase()}@example.org`;
  return { user: { id, email, name, avatarUrl: null }, role, since: AT, you };
}

const ada = member('usr_1', 'Ada', 'owner', true);
const grace = member('usr_2', 'Grace', 'member');
const linus = member('usr_3', 'Linus', 'owner');

const invitation: Invitation = {
  id: 'inv_1',
  role: 'member',
  email: null,
  createdAt: AT,
  createdBy: { id: 'usr_1', name: 'Ada' },
  expiresAt: '2031-11-27T10:00:00Z',
  status: 'open',
};

type Routes = Parameters<typeof serve>[0];

function show(
  role: Role,
  members: () => Member[],
  more: Routes = {},
  differences: Partial<Organisation> = {},
) {
  const calls = serve({
    'GET /api/session': () => json(200, sessionAs(role)),
    'GET /api/keys': () => json(200, []),
    'GET /api/organisations/org_1': () => json(200, organisationAs(role, differences)),
    'GET /api/organisations/org_1/members': () => json(200, members()),
    'GET /api/organisations/org_1/invitations': () => json(200, []),
    ...more,
  });
  renderAt('/settings?tab=organisation');
  return { calls, user: userEvent.setup() };
}

function rowOf(name: string) {
  const row = screen.getAllByTestId('member').find((candidate) => candidate.textContent.includes(name));
  return within(row ?? document.body);
}

describe('an organisation, as its owner', () => {
  it('is renamed, with the service’s refusal beside the field', async () => {
    let answer = () =>
      json(400, {
        error: {
          code: 'VALIDATION_FAILED',
          message: 'The request is not valid',
          requestId: 'req_8',
          fields: [{ field: 'name', message: 'must not hold control characters' }],
        },
      });
    const { calls, user } = show('owner', () => [ada, grace], {
      'PATCH /api/organisations/org_1': () => answer(),
    });
    const field = await screen.findByTestId('organisation-rename');
    await user.clear(field);
    await user.type(field, ' Engines ');
    await user.click(screen.getByTestId('organisation-rename-submit'));
    await waitFor(() => expect(field).toHaveAccessibleDescription(/must not hold control characters/));
    answer = () => json(200, organisationAs('owner', { name: 'Engines' }));
    await user.click(screen.getByTestId('organisation-rename-submit'));
    expect(await screen.findByText('Renamed.')).toBeInTheDocument();
    expect(calls.filter((call) => call.method === 'PATCH').at(-1)?.body).toEqual({ name: 'Engines' });
  });

  it('changes a role where it stands, and shows the proof', async () => {
    let members = [ada, grace];
    const { calls, user } = show('owner', () => members, {
      'PATCH /api/organisations/org_1/members/usr_2': () => {
        members = [ada, { ...grace, role: 'admin' }];
        return json(200, { user: 'usr_2', role: 'admin', replicas: 2, confirmedInMs: 8 });
      },
    });
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Role of Grace' }), 'Admin');
    expect(await screen.findByText('Grace is now an admin.')).toBeInTheDocument();
    expect(screen.getByText('Confirmed by 2 replicas in 8 ms.')).toBeInTheDocument();
    expect(calls.find((call) => call.method === 'PATCH')?.body).toEqual({ role: 'admin' });
    expect(screen.getByRole('combobox', { name: 'Role of Grace' })).toHaveValue('admin');
  });

  it('keeps the old role if the change was refused', async () => {
    const { user } = show('owner', () => [ada, grace, linus], {
      'PATCH /api/organisations/org_1/members/usr_3': () =>
        refusal(409, 'CONFLICT', 'The last owner cannot be demoted'),
    });
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Role of Linus' }), 'Member');
    expect(await screen.findByText('The last owner cannot be demoted')).toBeInTheDocument();
    expect(screen.getByTestId('request-id')).toHaveTextContent('req_test1');
    expect(screen.getByRole('combobox', { name: 'Role of Linus' })).toHaveValue('owner');
  });

  it('removes a member and hands their keys over, with a receipt', async () => {
    let members = [ada, grace, linus];
    const { calls, user } = show('owner', () => members, {
      'DELETE /api/organisations/org_1/members/usr_2': () => {
        members = [ada, linus];
        return json(200, {
          organisation: 'org_1',
          user: 'usr_2',
          removedAt: AT,
          keysRevoked: 0,
          keysHandedOver: 2,
          replicas: 2,
          confirmedInMs: 13,
        });
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Remove Grace' }));
    await user.click(await screen.findByTestId('hand-over'));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Member who takes the keys' }), 'Linus');
    await user.click(screen.getByTestId('remove-confirm'));
    expect(await screen.findByTestId('departure-receipt')).toHaveTextContent(
      'Grace is no longer a memberConfirmed by 2 replicas in 13 ms.2 keys handed over.',
    );
    expect(screen.getByRole('dialog', { name: 'Member removed' })).toBeInTheDocument();
    expect(calls.find((call) => call.method === 'DELETE')?.path).toMatch(/\?handOverTo=usr_3$/);
    await user.click(screen.getByTestId('departure-done'));
    await waitFor(() => expect(screen.getAllByTestId('member')).toHaveLength(2));
  });

  it('is not left by its only owner', async () => {
    show('owner', () => [ada, grace]);
    expect(await screen.findByText(/You are the only owner/)).toBeInTheDocument();
    expect(screen.queryByTestId('leave-organisation')).not.toBeInTheDocument();
    expect(rowOf('Ada').queryByTestId('member-role')).not.toBeInTheDocument();
  });

  it('is deleted only once its name was typed, and leads to the personal one', async () => {
    let here = sessionAs('owner');
    const personal = { id: 'org_9', uuid: '9', name: 'Ada', role: 'owner' as const };
    const { calls, user } = show('owner', () => [ada], {
      'GET /api/session': () => json(200, here),
      'DELETE /api/organisations/org_1': () => {
        here = { ...session, organisation: personal };
        return json(200, { id: 'org_1', deletedAt: AT, replicas: 2, confirmedInMs: 21 });
      },
      'GET /api/organisations/org_9': () =>
        json(200, organisationAs('owner', { ...personal, personal: true })),
      'GET /api/organisations/org_9/members': () => json(200, [ada]),
      'GET /api/organisations/org_9/invitations': () => json(200, []),
    });
    await user.click(await screen.findByTestId('delete-organisation'));
    expect(await screen.findByTestId('delete-organisation-confirm')).toBeDisabled();
    await user.type(screen.getByTestId('delete-organisation-name'), 'Analytical Engines');
    await user.click(screen.getByTestId('delete-organisation-confirm'));
    expect(await screen.findByText('Analytical Engines is deleted')).toBeInTheDocument();
    await waitFor(() => expect(screen.getByTestId('organisation-name')).toHaveTextContent(/^Ada$/));
    expect(calls.find((call) => call.method === 'DELETE')?.path).toBe(
      '/api/organisations/org_1?confirm=Analytical%20Engines',
    );
    // The personal one goes with the account, not alone.
    await waitFor(() => expect(screen.queryByTestId('delete-organisation')).not.toBeInTheDocument());
  });

  it('is not deleted while it has desktops, and says so', async () => {
    const { user } = show('owner', () => [ada], {
      'DELETE /api/organisations/org_1': () => refusal(409, 'CONFLICT', 'It still has 2 desktops'),
    });
    await user.click(await screen.findByTestId('delete-organisation'));
    await user.type(await screen.findByTestId('delete-organisation-name'), 'Analytical Engines');
    await user.click(screen.getByTestId('delete-organisation-confirm'));
    expect(await screen.findByText('It still has 2 desktops')).toBeInTheDocument();
    expect(screen.getByTestId('request-id')).toHaveTextContent('req_test1');
  });
});

describe('an organisation, as its admin', () => {
  it('has no say over owners, and makes none', async () => {
    show('admin', () => [{ ...ada, role: 'admin' }, grace, linus]);
    await screen.findAllByTestId('member');
    expect(rowOf('Linus').queryByTestId('member-role')).not.toBeInTheDocument();
    expect(rowOf('Linus').queryByTestId('remove-member')).not.toBeInTheDocument();
    const options = within(rowOf('Grace').getByTestId('member-role')).getAllByRole('option');
    expect(options.map((option) => option.textContent)).toEqual(['Admin', 'Member']);
    expect(screen.queryByTestId('delete-organisation')).not.toBeInTheDocument();
  });
});

describe('an organisation, as its member', () => {
  const asMember = [linus, { ...ada, role: 'member' as const }, grace];

  it('shows who is in it, and nothing that a member may not do', async () => {
    const { calls } = show('member', () => asMember);
    expect(await screen.findAllByTestId('member')).toHaveLength(3);
    for (const absent of [
      'organisation-rename',
      'member-role',
      'remove-member',
      'invite',
      'delete-organisation',
    ]) {
      expect(screen.queryByTestId(absent)).not.toBeInTheDocument();
    }
    expect(within(screen.getByTestId('organisation-details')).getByText('Analytical Engines')).toBeVisible();
    expect(screen.queryByTestId('tab-audit')).not.toBeInTheDocument();
    expect(calls.some(({ path }) => path.endsWith('/invitations'))).toBe(false);
  });

  it('can be left, revoking one’s keys there', async () => {
    let here = sessionAs('member');
    const { calls, user } = show('member', () => asMember, {
      'GET /api/session': () => json(200, here),
      'POST /api/organisations/org_1/leave': () => {
        here = { ...session, organisation: { id: 'org_9', uuid: '9', name: 'Ada', role: 'owner' } };
        return json(200, {
          organisation: 'org_1',
          user: 'usr_1',
          removedAt: AT,
          keysRevoked: 1,
          keysHandedOver: 0,
          replicas: 2,
          confirmedInMs: 7,
        });
      },
    });
    await user.click(await screen.findByTestId('leave-organisation'));
    await user.click(await screen.findByTestId('leave-confirm'));
    expect(await screen.findByText('You have left Analytical Engines.')).toBeInTheDocument();
    expect(screen.getByText('Confirmed by 2 replicas in 7 ms. 1 key revoked.')).toBeInTheDocument();
    expect(calls.find((call) => call.path.endsWith('/leave'))?.body).toEqual({});
    await waitFor(() => expect(screen.getByTestId('organisation-name')).toHaveTextContent(/^Ada$/));
    await waitFor(() => expect(calls.some(({ path }) => path === '/api/organisations/org_9')).toBe(true));
    const left = calls.findIndex((call) => call.path.endsWith('/leave'));
    expect(calls.slice(left + 1).filter(({ path }) => path.includes('org_1'))).toEqual([]);
  });

  it('is followed by where one is now, once one was removed', async () => {
    let here = sessionAs('member');
    const elsewhere = { id: 'org_9', uuid: '9', name: 'Ada', role: 'owner' as const };
    show('member', () => asMember, {
      'GET /api/session': () => json(200, here),
      'GET /api/organisations/org_1': () => {
        here = { ...session, organisation: elsewhere };
        return refusal(404, 'NOT_FOUND', 'There is nothing here, or it is not yours');
      },
      'GET /api/organisations/org_9': () => json(200, organisationAs('owner', elsewhere)),
      'GET /api/organisations/org_9/members': () => json(200, [ada]),
      'GET /api/organisations/org_9/invitations': () => json(200, []),
    });
    expect(await screen.findByTestId('organisation-rename')).toHaveValue('Ada');
    expect(screen.getByTestId('organisation-name')).toHaveTextContent(/^Ada$/);
  });
});

describe('invitations', () => {
  it('are links that are shown once', async () => {
    let invitations: Invitation[] = [];
    const url = 'http://localhost:8080/invitations/accept#inv_secret';
    const { calls, user } = show('owner', () => [ada], {
      'GET /api/organisations/org_1/invitations': () => json(200, invitations),
      'POST /api/organisations/org_1/invitations': () => {
        const created = { ...invitation, role: 'admin' as const, email: 'grace@example.org' };
        invitations = [created];
        return json(201, { ...created, url });
      },
    });
    await user.click(await screen.findByTestId('invite'));
    await user.type(await screen.findByTestId('invite-email'), ' grace@example.org ');
    await user.click(screen.getByTestId('invite-role-admin'));
    await user.click(screen.getByTestId('invite-submit'));
    expect(await screen.findByTestId('invitation-url')).toHaveTextContent(url);
    expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
      role: 'admin',
      email: 'grace@example.org',
    });
    await user.keyboard('{Escape}');
    await user.click(screen.getByTestId('copy-invitation'));
    expect(await navigator.clipboard.readText()).toBe(url);
    await user.click(screen.getByTestId('invitation-done'));
    await waitFor(() => expect(document.body.innerHTML).not.toContain('inv_secret'));
    expect(await screen.findByTestId('invitation')).toHaveTextContent('grace@example.org');
  });

  it('are not open to an address that is none', async () => {
    const fields = [{ field: 'email', message: 'must be an e-mail address' }];
    const { user } = show('owner', () => [ada], {
      'POST /api/organisations/org_1/invitations': () =>
        json(400, { error: { code: 'VALIDATION_FAILED', message: 'Not valid', requestId: 'req_9', fields } }),
    });
    await user.click(await screen.findByTestId('invite'));
    await user.type(await screen.findByTestId('invite-email'), 'nobody');
    await user.click(screen.getByTestId('invite-submit'));
    await waitFor(() =>
      expect(screen.getByTestId('invite-email')).toHaveAccessibleDescription(/must be an e-mail address/),
    );
  });

  it('are revoked after asking, while they are open', async () => {
    let invitations: Invitation[] = [invitation, { ...invitation, id: 'inv_2', status: 'accepted' }];
    const { calls, user } = show('admin', () => [{ ...ada, role: 'admin' }, linus], {
      'GET /api/organisations/org_1/invitations': () => json(200, invitations),
      'DELETE /api/organisations/org_1/invitations/inv_1': () => {
        invitations = invitations.map((one) => (one.id === 'inv_1' ? { ...one, status: 'revoked' } : one));
        return NONE;
      },
    });
    await user.click(await screen.findByRole('button', { name: /Revoke the invitation for Anyone/ }));
    expect(calls.some((call) => call.method === 'DELETE')).toBe(false);
    await user.click(await screen.findByTestId('confirm'));
    expect(await screen.findByText('The invitation is revoked.')).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByTestId('revoke-invitation')).not.toBeInTheDocument());
  });
});
