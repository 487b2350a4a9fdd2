import type { ApiKey } from './types';

/** A key as the service shows it, but for what a test says of it. */
export function keyWith(differences: Partial<ApiKey> = {}): ApiKey {
  return {
    id: 'key_1',
    name: 'nightly tests',
    preview: 'sk_live_AbCdEfGh…cdef',
    capabilities: ['desktop:read'],
    createdAt: '2026-11-20T10:00:00Z',
    createdBy: { id: 'usr_1', name: 'Ada Lovelace' },
    owner: { id: 'usr_1', name: 'Ada Lovelace' },
    expiresAt: null,
    lastUsedAt: null,
    lastUsedIp: null,
    status: 'active',
    revokedAt: null,
    revokedBy: null,
    revokedReason: null,
    limit: null,
    allowedCidrs: [],
    quarantinedCidrs: null,
    predecessor: null,
    successor: null,
    endsAt: null,
    capabilityLastUsed: {},
    unusedCapabilities: [],
    recent: { since: '2026-11-24T10:00:00Z', requests: 0, addresses: [] },
    ...differences,
  };
}
