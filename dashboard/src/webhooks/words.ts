import { strings } from '../strings';
import type { Webhook } from './types';

/** What one can choose to be told of. */
export const EVENTS = ['desktop.status', 'desktop.agentReady', 'desktop.control'];

export function eventName(type: string): string {
  return strings.webhooks.eventNames[type] ?? type;
}

export function statusOf({ enabled, failingSince }: Webhook): 'enabled' | 'failing' | 'disabled' {
  if (!enabled) {
    return 'disabled';
  }
  return failingSince === null ? 'enabled' : 'failing';
}
