import type { ApiKey } from './types';

/** A key as its user sees it: the one to use, and older ones that still work, the newest of them first. */
export interface KeyLine {
  newest: ApiKey;
  old: ApiKey[];
}

/** Keys that work, generation beside generation, and those that have ended; the newest first in each. */
export function sortKeys(keys: readonly ApiKey[]): { lines: KeyLine[]; ended: ApiKey[] } {
  const newestFirst = keys.toSorted((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt));
  const working = newestFirst.filter(works);
  const byId = new Map(working.map((key) => [key.id, key]));
  const lines = new Map<string, KeyLine>();
  for (const key of working) {
    const newest = newestGeneration(key, byId);
    const line = lines.get(newest.id) ?? { newest, old: [] };
    lines.set(newest.id, key === newest ? line : { newest, old: [...line.old, key] });
  }
  return {
    lines: [...lines.values()],
    ended: newestFirst.filter((key) => !works(key)).toSorted((one, other) => endOf(other) - endOf(one)),
  };
}

export function works({ status }: ApiKey): boolean {
  return status === 'active' || status === 'rotating' || status === 'quarantined';
}

/** Follows successors for as long as they still work. */
function newestGeneration(key: ApiKey, working: ReadonlyMap<string, ApiKey>): ApiKey {
  let newest = key;
  let next = successorOf(newest, working);
  while (next !== undefined) {
    newest = next;
    next = successorOf(newest, working);
  }
  return newest;
}

function successorOf(key: ApiKey, working: ReadonlyMap<string, ApiKey>): ApiKey | undefined {
  return key.successor === null ? undefined : working.get(key.successor);
}

function endOf({ revokedAt, expiresAt, createdAt }: ApiKey): number {
  return Date.parse(revokedAt ?? expiresAt ?? createdAt);
}
