const SIGN_IN = '/signin';

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
  const start = `/auth/${encodeURIComponent(providerId)}`;
  return `${start}?returnTo=${encodeURIComponent(returnTo)}`;
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
