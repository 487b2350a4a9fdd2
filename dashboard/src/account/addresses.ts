/** This page's own address, to come back to. */
export const ACCOUNT_PAGE = '/settings?tab=accounts';

/** Where a provider leads back to after linking: it says which, so that the page can tell. */
export function linkedPage(providerId: string): string {
  return `${ACCOUNT_PAGE}&linked=${encodeURIComponent(providerId)}`;
}
