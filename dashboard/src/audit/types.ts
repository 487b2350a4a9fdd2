export interface AuditActor {
  kind: 'user' | 'key' | 'system' | 'unknown';
  /** The user behind it. */
  id: string | null;
  name: string | null;
  /** The session or key it acted with. */
  credential: string | null;
}

export type Outcome = 'success' | 'denied' | 'failed';

export interface AuditEntry {
  id: string;
  at: string;
  service: string;
  actor: AuditActor;
  organisation: string | null;
  action: string;
  target: string | null;
  outcome: Outcome;
  ip: string | null;
  userAgent: string | null;
  requestId: string | null;
  detail: string | null;
  sequence: number;
  hash: string;
}

/** One service's part of the trail. */
export interface Chain {
  service: string;
  whole: boolean;
  entries: number;
  firstSequence: number | null;
  lastSequence: number | null;
  head: string | null;
  brokenAt: number | null;
  why: string | null;
}

export interface ChainCheck {
  whole: boolean;
  checkedAt: string;
  chains: Chain[];
}
