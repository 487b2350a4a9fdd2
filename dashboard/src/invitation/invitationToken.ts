const KEY = 'bureau-invitation';

/**
 * The token of an invitation link, which stands behind its `#`, so that no server's log ever has it. It is taken out of
 * the address before anything else happens, and kept for this tab over a sign-in.
 */
export function takeInvitationToken(): string | null {
  const token = decode(window.location.hash.slice(1));
  if (token !== '') {
    remember(token);
    window.history.replaceState(window.history.state, '', window.location.pathname);
  }
  return recall();
}

export function forgetInvitationToken(): void {
  lastKnown = null;
  try {
    window.sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

/** Where storage is forbidden it holds until the page is left. */
let lastKnown: string | null = null;

function remember(token: string): void {
  lastKnown = token;
  try {
    window.sessionStorage.setItem(KEY, token);
  } catch {
    // The page itself still knows it.
  }
}

function recall(): string | null {
  try {
    return window.sessionStorage.getItem(KEY) ?? lastKnown;
  } catch {
    return lastKnown;
  }
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
