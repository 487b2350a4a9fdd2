import type { ApiKey } from '../api/types';

/** Keys that work first, then the tombstones; the newest first in each. */
export function sortKeys(keys: readonly ApiKey[]): ApiKey[] {
  return keys.toSorted(
    (one, other) =>
      Number(one.status !== 'active') - Number(other.status !== 'active') ||
      Date.parse(other.createdAt) - Date.parse(one.createdAt),
  );
}
