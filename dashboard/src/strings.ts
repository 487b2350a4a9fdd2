import { account } from './strings/account';
import { audit } from './strings/audit';
import { confirmedBy, count } from './strings/count';
import { desktop } from './strings/desktop';
import { keys } from './strings/keys';
import { organisation } from './strings/organisation';
import { webhooks } from './strings/webhooks';

/** Every sentence of the dashboard. One place, so that wording stays even and a translation has somewhere to start. */
export const strings = {
  product: 'Bureau',

  common: {
    cancel: 'Cancel',
    close: 'Close',
    done: 'Done',
    copy: 'Copy',
    copied: 'Copied',
    tryAgain: 'Try again',
    loading: 'Loading',
    never: 'never',
    confirmedBy,
    showDetails: 'Show details',
    hideDetails: 'Hide details',
    requestId: 'Request id',
    copyRequestId: 'Copy request id',
  },

  errors: {
    title: 'That did not work',
    unreachable: 'The server could not be reached. Check your connection, then try again.',
    unexpectedAnswer: (status: number) => `The server gave an unexpected answer (${status}).`,
    unknown: 'Something unexpected happened in the dashboard. Reload the page, then try again.',
    rateLimited: 'Too many requests',
    retryAfter: (seconds: number) =>
      `Wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, then try again.`,
    retrySoon: 'Wait a moment, then try again.',
    engineUnavailable: 'No container engine',
    adviceByCode: {
      ENGINE_UNAVAILABLE:
        'Desktops run on Docker or Podman, and this server has neither at hand. Install or start one, then run ./bureau up again.',
      LIMIT_REACHED: 'Revoke or delete what is no longer used, then try again.',
      EMAIL_MISMATCH: 'Sign in with the account that has that address, or link it first.',
      SIGN_IN_AGAIN: 'Sign out, sign in again, and repeat it within ten minutes.',
      CSRF_REJECTED: 'Reload the page, then try again.',
    },
    forbidden:
      'Your role does not allow it. An owner or admin of the organisation can do it or change your role.',
    gone: 'It may have been removed meanwhile. Reload the page to see what there is.',
    conflict: 'Reload the page to see how things stand now.',
    fault: 'Try again in a moment. If it keeps failing, give the operator of this server the request id.',
    dependencyUnavailable: 'A service is unavailable',
  },

  shell: {
    skipToContent: 'Skip to content',
    desktops: 'Desktops',
    settings: 'Settings',
    mainNavigation: 'Main',
    openNavigation: 'Open navigation',
    closeNavigation: 'Close navigation',
    toLight: 'Switch to the light theme',
    toDark: 'Switch to the dark theme',
    userMenu: 'Your account',
    signOut: 'Sign out',
    role: (role: string, organisation: string) => `${role} of ${organisation}`,
  },

  signIn: {
    title: 'Sign in to Bureau',
    what: 'Bureau gives people and programs real Linux desktops behind one well-guarded API.',
    continueWith: (provider: string) => `Continue with ${provider}`,
    noProviders: 'No sign-in provider is set up on this server.',
    noProvidersHint: 'Its operator has to configure Google or GitHub first.',
    accountDeleted: 'Your account is deleted. Thank you for having been here.',
    footnote: 'The first time you sign in, an account and a personal organisation are made for you.',
    failedTitle: 'You are not signed in',
    failed: {
      provider_unavailable:
        'The sign-in provider did not answer as it should. Try again, or use the other one.',
      email_not_verified:
        'Your e-mail address is not verified there. Verify it with the provider, then try again.',
      sign_in_expired: 'Signing in took too long, or was begun in another window. Start again.',
      access_denied: 'You declined at the provider, or it denied access. Nothing was shared with Bureau.',
    },
    failedOtherwise:
      'Signing in did not work. Try again; if it keeps failing, tell the operator of this server.',
  },

  notFound: {
    title: 'There is no such page',
    text: 'The address may be mistyped, or the page has moved.',
    home: 'Go to your desktops',
  },

  crash: {
    title: 'The dashboard stumbled',
    reload: 'Reload the page',
  },

  desktops: {
    title: 'Desktops',
    lead: 'Real Linux machines for you and your programs.',
    create: 'New desktop',
    emptyTitle: 'No desktops yet',
    emptyText:
      'A desktop is a Linux machine of its own, with a screen, a shell and a browser. It starts in seconds.',
    emptyAction: 'Create your first desktop',
    status: {
      pending: 'Pending',
      booting: 'Booting',
      running: 'Running',
      stopping: 'Stopping',
      stopped: 'Stopped',
      destroying: 'Destroying',
      destroyed: 'Destroyed',
      error: 'Error',
    },
    gettingReady: 'Getting ready',
    ready: 'Ready for commands and input',
    noReason: 'It failed without giving a reason.',
    start: 'Start',
    stop: 'Stop',
    restart: 'Restart',
    destroy: 'Destroy…',
    copyId: 'Copy id',
    idCopied: 'Id copied',
    more: (name: string) => `More actions for ${name}`,
    actionOn: (action: string, name: string) => `${action} ${name}`,
    failedTo: (action: string, name: string) => `Could not ${action} ${name}`,
    verbs: { start: 'start', stop: 'stop', restart: 'restart' },
    tierLabel: 'Tier',
    imageLabel: 'Image',
    screenLabel: 'Screen',
    screen: (width: number, height: number) => `${width} × ${height}`,
    addressLabel: 'Address',
    createdLabel: 'Created',
    startedLabel: 'Started',
    tiers: { free: 'Free', pro: 'Pro', max: 'Max' },
    tierSpecs: {
      free: '2 vCPU · 4 GB memory · 20 GB disk',
      pro: '4 vCPU · 8 GB memory · 40 GB disk',
      max: '4 vCPU · 16 GB memory · 80 GB disk',
    },
    createDialog: {
      title: 'New desktop',
      name: 'Name',
      nameHint: 'So that you find it again; you can use it for anything.',
      nameMissing: 'Give the desktop a name',
      nameTooLong: (max: number) => `Use at most ${max} characters`,
      tier: 'Size',
      image: 'Image',
      imageHint: 'Keep “default” unless your operator offers others.',
      imageMissing: 'Name an image, or keep “default”',
      submit: 'Create desktop',
    },
    destroyDialog: {
      title: (name: string) => `Destroy ${name}?`,
      warning: 'The desktop and everything on its disk will be gone for good. This cannot be undone.',
      confirmLabel: 'Type the name of the desktop to confirm',
      submit: 'Destroy desktop',
    },
    created: (name: string) => `${name} is on its way.`,
    destroyed: (name: string) => `${name} is being destroyed.`,
  },

  desktop,

  settings: {
    title: 'Settings',
    tabs: {
      apiKeys: 'API keys',
      sessions: 'Sessions',
      organisation: 'Organisation',
      accounts: 'Account',
      webhooks: 'Webhooks',
      audit: 'Audit',
    },
  },

  keys,

  sessions: {
    title: 'Sessions',
    lead: 'Browsers that are signed in to your account.',
    current: 'This browser',
    unknownDevice: 'Unknown device',
    unknownAddress: 'unknown address',
    device: (browser: string, system: string) => `${browser} on ${system}`,
    organisationLabel: 'Organisation',
    signedInLabel: 'Signed in',
    lastSeenLabel: 'Last seen',
    addressLabel: 'From',
    end: 'End',
    endNamed: (device: string) => `End the session of ${device}`,
    endTitle: 'End this session?',
    endText: (device: string) => `${device} will be signed out at once.`,
    endConfirm: 'End session',
    endFailed: 'Could not end the session',
    ended: (device: string) => `${device} is signed out everywhere`,
    endOthers: 'End all others',
    endOthersTitle: 'End all other sessions?',
    endOthersText: 'Every browser but this one will be signed out at once.',
    endOthersConfirm: 'End all others',
    endOthersFailed: 'Could not end the other sessions',
    endedOthers: (n: number) => `${count(n, 'other session has', 'other sessions have')} ended everywhere`,
    onlyThis: 'You are signed in nowhere else.',
  },

  organisation,
  account,
  audit,
  webhooks,
} as const;
