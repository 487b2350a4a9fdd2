/** As `GET /api/webhooks` answers. */
export interface Webhook {
  id: string;
  url: string;
  description: string;
  /** Empty for all. */
  events: string[];
  enabled: boolean;
  disabledAt: string | null;
  disabledReason: string | null;
  /** Since when nothing was accepted. */
  failingSince: string | null;
  previousSecretUntil: string | null;
  createdAt: string;
  createdBy: string;
}

/** The answer to a creation or a rotation: the only one that holds the secret. */
export interface WebhookWithSecret extends Webhook {
  secret: string;
}

export interface WebhookChange {
  url?: string;
  description?: string;
  events?: string[];
  enabled?: boolean;
}

export interface Delivery {
  id: string;
  type: string;
  status: 'pending' | 'delivered' | 'failed';
  attempts: number;
  createdAt: string;
  lastAttemptAt: string | null;
  nextAttemptAt: string | null;
  responseStatus: number | null;
  responseBody: string | null;
  error: string | null;
  payload: unknown;
}
