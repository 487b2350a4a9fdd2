import { confirmedBy, count } from './count';

const roles = { owner: 'Owner', admin: 'Admin', member: 'Member' } as const;

/** "an admin", "a member". */
function one(role: string): string {
  return `${/^[aeiou]/i.test(role) ? 'an' : 'a'} ${role.toLowerCase()}`;
}

export const organisation = {
  title: 'Organisation',
  lead: 'Desktops and keys belong to the organisation, and its members share them.',
  roles,
  roleHints: {
    owner: 'Everything, the organisation itself included.',
    admin: 'Invites people, manages members and all keys, reads the audit trail.',
    member: 'Uses all desktops, and keys of their own.',
  },
  someone: 'somebody',
  personal: 'personal',

  switcher: {
    label: (name: string) => `Organisation: ${name}. Switch or create`,
    yours: 'Your organisations',
    create: 'Create an organisation…',
    switched: (name: string) => `You are in ${name} now.`,
    failed: 'Could not switch',
    current: 'current',
  },

  createDialog: {
    title: 'New organisation',
    lead: 'For a team or a project: desktops and keys of its own, shared by its members.',
    name: 'Name',
    submit: 'Create and switch to it',
  },
  nameMissing: 'Give it a name',
  nameTooLong: (max: number) => `Use at most ${max} characters`,

  rename: {
    title: 'Name',
    label: 'Name of the organisation',
    submit: 'Rename',
    done: 'Renamed.',
    idLabel: 'Id',
    uuidLabel: 'UUID, for /orgs/…',
  },

  members: {
    title: 'Members',
    count: (n: number) => count(n, 'member', 'members'),
    you: 'You',
    since: 'since',
    role: (name: string) => `Role of ${name}`,
    roleChanged: (name: string, role: string) => `${name} is now ${one(role)}.`,
    roleFailed: 'Could not change the role',
    remove: 'Remove',
    removeNamed: (name: string) => `Remove ${name}`,
  },

  departure: {
    removeTitle: (name: string) => `Remove ${name}?`,
    removedTitle: 'Member removed',
    removeWarning: (name: string) =>
      `${name} loses access to this organisation at once: sessions, live views and running commands end. Desktops stay.`,
    leaveTitle: (organisation: string) => `Leave ${organisation}?`,
    leaveWarning: 'You lose access to its desktops at once. To come back you need a new invitation.',
    keys: 'Their API keys',
    yourKeys: 'Your API keys there',
    revokeKeys: 'Revoke them',
    revokeKeysHint: 'Whatever uses them stops at once.',
    handOver: 'Hand them over to',
    handOverHint: 'They go on working, and that member answers for them.',
    handOverTo: 'Member who takes the keys',
    removeSubmit: 'Remove member',
    leaveSubmit: 'Leave organisation',
    receiptTitle: (name: string) => `${name} is no longer a member`,
    receipt: confirmedBy,
    keysRevoked: (n: number) => `${count(n, 'key', 'keys')} revoked.`,
    keysHandedOver: (n: number) => `${count(n, 'key', 'keys')} handed over.`,
    left: (organisation: string) => `You have left ${organisation}.`,
    onlyOwner: 'You are the only owner. Make somebody else an owner first.',
  },

  invitations: {
    title: 'Invitations',
    lead: 'A link works once, for 7 days.',
    invite: 'Invite somebody',
    none: 'No invitations yet.',
    dialogTitle: 'Invite somebody',
    role: 'Role',
    email: 'E-mail address',
    emailHint: 'Optional. Only an account with this verified address can then use the link.',
    submit: 'Make the link',
    linkTitle: 'Send them this link',
    linkHint: 'It is shown only now. Whoever has it can join, so send it to nobody else.',
    linkHintFor: (email: string) => `It is shown only now. It works for ${email} only.`,
    link: 'Invitation link',
    copy: 'Copy link',
    anyone: 'Anyone with the link',
    status: { open: 'Open', accepted: 'Accepted', revoked: 'Revoked', expired: 'Expired' },
    madeBy: (name: string) => `by ${name}`,
    created: 'Made',
    expires: 'Expires',
    revoke: 'Revoke',
    revokeNamed: (whom: string) => `Revoke the invitation for ${whom}`,
    revokeTitle: 'Revoke this invitation?',
    revokeText: 'Its link stops working at once.',
    revokeConfirm: 'Revoke invitation',
    revoked: 'The invitation is revoked.',
    revokeFailed: 'Could not revoke the invitation',
  },

  danger: {
    title: 'Leave or delete',
    leave: 'Leave this organisation',
    leaveHint: 'You lose access; everything else stays.',
    leaveButton: 'Leave…',
    delete: 'Delete this organisation',
    deleteHint: 'Only while it has no desktops. Its keys are revoked, its members lose access.',
    personalHint: 'This is your personal organisation. It goes when your account goes.',
    deleteButton: 'Delete…',
  },
  deleteDialog: {
    title: (name: string) => `Delete ${name}?`,
    warning: 'Its keys are revoked at once and its members lose access. This cannot be undone.',
    confirmLabel: 'Type the name of the organisation to confirm',
    submit: 'Delete organisation',
    hasDesktops: 'Destroy its desktops first, then come back.',
    receiptTitle: (name: string) => `${name} is deleted`,
    receipt: confirmedBy,
    done: 'Go to my personal organisation',
  },

  accept: {
    title: 'You are invited',
    join: (organisation: string) => `Join ${organisation}`,
    invitedBy: (name: string, organisation: string, role: string) =>
      `${name} invites you to join ${organisation} as ${one(role)}.`,
    expires: 'The invitation expires',
    signedInAs: (email: string) => `You are signed in as ${email}.`,
    notNow: 'Not now',
    noTokenTitle: 'This link is not complete',
    noToken: 'Open the whole link that you were sent, up to its last character.',
    goneTitle: 'This invitation is no longer good',
    gone: 'It was used, revoked or has expired. Ask whoever invited you for a new link.',
    mismatchTitle: 'This invitation is for another address',
    mismatch: (email: string) =>
      `You are signed in as ${email}. Sign out and sign in with the address that was invited, or link that account first.`,
    otherAccount: 'Sign in with another account',
    linkAccount: 'Link an account',
    alreadyTitle: 'You are already a member',
    already: 'There is nothing to accept.',
    open: (organisation: string) => `Go to ${organisation}`,
    home: 'Go to your desktops',
    joined: (organisation: string) => `Welcome to ${organisation}.`,
    signInFirst: 'You have an invitation. Sign in to see and accept it.',
  },
} as const;
