/** What the services answer, as `docs` of the public API say it. Times are RFC 3339 in UTC. */

export interface Provider {
  id: string;
  name: string;
}

export type Role = 'owner' | 'admin' | 'member';

export interface User {
  id: string;
  email: string;
  name: string | null;
  avatarUrl: string | null;
}

/** Somebody as others see him; without a name where nobody could say it in time. */
export interface Person {
  id: string;
  name: string | null;
}

export interface Session {
  user: User;
  organisation: { id: string; uuid: string; name: string; role: Role };
  expiresAt: string;
}

/** Proof that something has ended everywhere: every replica said so. */
export interface Confirmation {
  replicas: number;
  confirmedInMs: number;
}

/** One of the user's own signed-in browsers. */
export interface SessionRecord {
  id: string;
  device: string | null;
  ip: string | null;
  createdAt: string;
  lastSeenAt: string;
  /** Where it is switched to. */
  organisation: { id: string; name: string };
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
  /** Who has taken it into their own hands. */
  control: Control | null;
}

export interface Control {
  user: Person;
  since: string;
  until: string;
  /** Whether programs may go on looking. */
  screenshots: boolean;
}

export interface NewDesktop {
  name: string;
  tier: Tier;
  image: string;
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
