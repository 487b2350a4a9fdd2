/** The path of the next page from a `Link` header (RFC 8288), or none on the last page. Stays on this origin. */
export function nextPage(link: string | null): string | null {
  const target = link?.match(/<([^>]*)>\s*;[^,]*\brel="?next"?/)?.[1];
  if (target === undefined) {
    return null;
  }
  const url = new URL(target, window.location.origin);
  return url.pathname + url.search;
}
