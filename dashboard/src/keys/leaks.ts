import type { ApiKey } from './types';

const LEAKED = new Set(['reported_leaked', 'secret_scanning']);
const RECENT_MS = 30 * 86_400_000;

/** Keys that were reported and that somebody should know of: quarantined ones, and those revoked lately. */
export function reportedKeys(keys: readonly ApiKey[], now: number): ApiKey[] {
  return keys.filter(
    ({ status, revokedReason, revokedAt }) =>
      status === 'quarantined' ||
      (revokedReason !== null &&
        revokedAt !== null &&
        LEAKED.has(revokedReason) &&
        now - Date.parse(revokedAt) < RECENT_MS),
  );
}
