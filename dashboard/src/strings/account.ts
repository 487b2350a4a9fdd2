export const account = {
  title: 'Account',
  lead: 'Who you are here, and how you sign in.',

  rename: {
    title: 'Name',
    label: 'Your name',
    hint: 'As others in your organisations see it.',
    submit: 'Save name',
    done: 'Saved.',
    missing: 'Say how you want to be called',
    tooLong: (max: number) => `Use at most ${max} characters`,
    email: 'E-mail address',
  },

  identities: {
    title: 'Linked accounts',
    lead: 'Any of them signs you in. One has to stay.',
    linked: 'Linked',
    lastUsed: 'Last used',
    unlink: 'Unlink',
    unlinkNamed: (provider: string, email: string) => `Unlink ${provider}, ${email}`,
    unlinkTitle: (provider: string) => `Unlink ${provider}?`,
    unlinkText: (email: string) => `${email} will no longer sign you in here.`,
    unlinkConfirm: 'Unlink',
    unlinked: (provider: string) => `${provider} is unlinked.`,
    onlyOne: 'The only one, so it has to stay',
    link: (provider: string) => `Link ${provider}`,
    linkMore: (provider: string) => `Link another ${provider} account`,
    done: (provider: string) => `${provider} is linked. You can sign in with it from now on.`,
    failedTitle: 'Nothing was linked',
    failed: {
      identity_taken:
        'That account already belongs to somebody in Bureau. If it is you, sign in with it, delete that account, then link it here.',
      provider_unavailable: 'The provider did not answer as it should. Try again in a while.',
      email_not_verified:
        'Your e-mail address is not verified there. Verify it with the provider, then try again.',
      sign_in_expired: 'It took too long, or was begun in another window. Start again.',
      access_denied: 'You declined at the provider, or it denied access.',
    },
    failedOtherwise:
      'Linking did not work. Try again; if it keeps failing, tell the operator of this server.',
  },

  signInAgain: {
    title: 'Sign in again first',
    text: 'This changes who can get into your account, so we want to be sure that it is you. You come back here afterwards.',
    with: (provider: string) => `Sign in again with ${provider}`,
  },

  delete: {
    title: 'Delete account',
    hint: 'Your keys, sessions and personal organisation go for good.',
    button: 'Delete account…',
    dialogTitle: 'Delete your account?',
    warning: 'This cannot be undone.',
    consequences: [
      'Your API keys are revoked and you are signed out everywhere.',
      'Organisations that are yours alone are deleted, with their desktops and everything on them.',
      'You leave all other organisations; their desktops stay.',
      'The audit trail keeps what was done, but no longer says your name.',
    ],
    confirmLabel: 'Type your e-mail address to confirm',
    submit: 'Delete my account',
  },
} as const;
