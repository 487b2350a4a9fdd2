/** What the services answer, as `docs` of the public API say it. Times are RFC 3339 in UTC. */

export interface Provider {
  id: string;
  name: string;
}

export interface Session {
  user: { id: string; email: string; name: string | null; avatarUrl: string | null };
  organisation: { id: string; uuid: string; name: string; role: string };
  expiresAt: string;
}

/** One of the user's own signed-in browsers. */
export interface SessionRecord {
  id: string;
  device: string | null;
  ip: string | null;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

export type DesktopStatus =
  'pending' | 'booting' | 'running' | 'stopping' | 'stopped' | 'destroying' | 'destroyed' | 'error';

export type Tier = 'free' | 'pro' | 'max';

export interface Desktop {
  id: string;
  name: string;
  status: DesktopStatus;
  tier: Tier;
  image: string;
  ipAddress: string | null;
  /** Whether it answers exec, input and screenshots now. */
  agentReady: boolean;
  keepAlive: boolean;
  width: number;
  height: number;
  createdAt: string;
  startedAt: string | null;
  statusReason: string | null;
}

export interface NewDesktop {
  name: string;
  tier: Tier;
  image: string;
}

export interface Capability {
  id: string;
  description: string;
  default: boolean;
}

export interface ApiKey {
  id: string;
  name: string;
  /** Enough to recognise the key, too little to use it: `sk_live_AbCdEfGh…wxyz`. */
  preview: string;
  capabilities: string[];
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  lastUsedIp: string | null;
  status: 'active' | 'revoked' | 'expired';
  revokedAt: string | null;
  revokedReason: string | null;
}

export interface NewApiKey {
  name: string;
  capabilities: string[];
}

/** The answer to a creation: the record and, this once, the key itself. */
export interface CreatedApiKey extends ApiKey {
  key: string;
}

/** Proof that a revocation holds everywhere. */
export interface RevocationReceipt {
  id: string;
  revokedAt: string;
  replicas: number;
  confirmedInMs: number;
}

export interface FieldError {
  field: string;
  message: string;
}

/** The one envelope of every error answer. */
export interface ErrorEnvelope {
  error: {
    code: string;
    message: string;
    requestId?: string;
    status?: string;
    fields?: FieldError[];
  };
}
