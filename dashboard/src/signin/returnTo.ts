const SIGN_IN = '/signin';

/** Where an invitation is accepted; the sign-in page says so to who comes from there. */
export const ACCEPT_INVITATION = '/invitations/accept';

/** What the sign-in page is told in `notice` once an account is gone. */
export const ACCOUNT_DELETED = 'account_deleted';

/**
 * Where to go after signing in: a path of this origin, or `/` for anything else. identity-service checks again; this
 * one keeps a crafted link from showing in the page.
 */
export function safeReturnTo(wanted: string | null): string {
  if (wanted === null || !/^\/(?![/\\])/.test(wanted) || hasOddCharacters(wanted)) {
    return '/';
  }
  const here = window.location.origin;
  const url = URL.canParse(wanted, here) ? new URL(wanted, here) : null;
  if (url === null || url.origin !== here || url.pathname === SIGN_IN || hasOddSeparators(url.pathname)) {
    return '/';
  }
  return url.pathname + url.search + url.hash;
}

/** The sign-in page's address for someone who was at `from` when the session ended. */
export function signInPath(from: { pathname: string; search: string; hash: string }): string {
  const returnTo = safeReturnTo(from.pathname + from.search + from.hash);
  return returnTo === '/' ? SIGN_IN : `${SIGN_IN}?returnTo=${encodeURIComponent(returnTo)}`;
}

export function isSignInPath(pathname: string): boolean {
  return pathname === SIGN_IN;
}

/** The address that starts signing in with a provider. */
export function providerHref(providerId: string, returnTo: string): string {
  return `/auth/${encodeURIComponent(providerId)}?returnTo=${encodeURIComponent(returnTo)}`;
}

/** The address that starts linking a provider's account to the one that is signed in. */
export function linkHref(providerId: string, returnTo: string): string {
  return `/auth/${encodeURIComponent(providerId)}/link?returnTo=${encodeURIComponent(returnTo)}`;
}

/** The sign-in page for someone whose account is gone. */
export function goodbyePath(): string {
  return `${SIGN_IN}?notice=${ACCOUNT_DELETED}`;
}

function hasOddCharacters(text: string): boolean {
  // Backslashes, spaces and control characters have no place in a path, and browsers disagree about them.
  return Array.from(text).some(
    (character) => character === '\\' || character <= ' ' || character === '\u007f',
  );
}

function hasOddSeparators(pathname: string): boolean {
  return /^\/\/|;|%2f|%5c|%3b/i.test(pathname);
}
