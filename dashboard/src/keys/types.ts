import type { Confirmation, Person } from '../api/types';

export interface Capability {
  id: string;
  description: string;
  default: boolean;
}

export type KeyStatus = 'active' | 'rotating' | 'quarantined' | 'revoked' | 'expired';

export interface RequestLimit {
  requests: number;
  windowSeconds: number;
}

/** What a key did lately, and from where: the busiest addresses first. */
export interface RecentUse {
  since: string;
  requests: number;
  addresses: { ip: string; requests: number; lastUsedAt: string }[];
}

export interface ApiKey {
  id: string;
  name: string;
  /** Enough to recognise the key, too little to use it: `sk_live_AbCdEfGh…wxyz`. */
  preview: string;
  capabilities: string[];
  createdAt: string;
  createdBy: Person;
  /** Who answers for it, if its creator has handed it over. */
  owner: Person;
  expiresAt: string | null;
  lastUsedAt: string | null;
  lastUsedIp: string | null;
  status: KeyStatus;
  revokedAt: string | null;
  revokedBy: Person | null;
  revokedReason: string | null;
  limit: RequestLimit | null;
  /** None means from anywhere. */
  allowedCidrs: string[];
  /** What a reported key still works from. */
  quarantinedCidrs: string[] | null;
  predecessor: string | null;
  successor: string | null;
  /** When a rotated key ends by itself. */
  endsAt: string | null;
  capabilityLastUsed: Record<string, { at: string; ip: string | null }>;
  /** Held, but not used for 30 days. */
  unusedCapabilities: string[];
  recent: RecentUse;
}

export interface NewApiKey {
  name: string;
  capabilities: string[];
  expiresAt?: string;
  allowedCidrs?: string[];
  limit?: RequestLimit;
}

/** The answer to a creation: the record and, this once, the key itself. */
export interface CreatedApiKey extends ApiKey {
  key: string;
}

/** The answer to a rotation; it says who confirmed the old one's end if that was at once. */
export interface RotatedApiKey extends CreatedApiKey, Partial<Confirmation> {}

/** Proof that a revocation holds everywhere. */
export interface RevocationReceipt extends Confirmation {
  id: string;
  revokedAt: string;
}

export type LeakAnswer = 'revoke' | 'quarantine';

export interface KeyUsage {
  from: string;
  to: string;
  bucket: 'hour' | 'day';
  total: number;
  buckets: UsageBucket[];
}

export interface UsageBucket {
  at: string;
  total: number;
  /** Requests by HTTP status. */
  statuses: Record<string, number>;
}
