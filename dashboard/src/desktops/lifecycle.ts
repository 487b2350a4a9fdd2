import type { Desktop, DesktopStatus } from '../api/types';

/** While something changes by itself, look often; else only now and then, for programs create desktops too. */
export const BUSY_POLL_MS = 1_000;
export const IDLE_POLL_MS = 15_000;

export type Action = 'start' | 'stop' | 'restart';

const TRANSIENT: ReadonlySet<DesktopStatus> = new Set(['pending', 'booting', 'stopping', 'destroying']);

/** Whether its state will change without anyone doing anything. */
export function isTransient(desktop: Pick<Desktop, 'status' | 'agentReady'>): boolean {
  return TRANSIENT.has(desktop.status) || (desktop.status === 'running' && !desktop.agentReady);
}

/** How long to wait before looking again, in milliseconds. */
export function pollInterval(desktops: readonly Desktop[] | undefined): number {
  return desktops?.some(isTransient) ? BUSY_POLL_MS : IDLE_POLL_MS;
}

/** What makes sense to ask of a desktop in its state; the service refuses the rest with 409, or does nothing. */
export function allowedActions(status: DesktopStatus): ReadonlySet<Action> {
  switch (status) {
    case 'stopped':
      return new Set<Action>(['start']);
    case 'error':
      return new Set<Action>(['start', 'restart']);
    case 'pending':
      return new Set<Action>(['stop']);
    case 'booting':
    case 'running':
      return new Set<Action>(['stop', 'restart']);
    default:
      return new Set<Action>();
  }
}

export function canDestroy(status: DesktopStatus): boolean {
  return status !== 'destroying' && status !== 'destroyed';
}

/** `desktop-1`, or the first number that is not taken yet. */
export function suggestName(desktops: readonly Pick<Desktop, 'name'>[]): string {
  const taken = new Set(desktops.map((desktop) => desktop.name));
  let number = 1;
  while (taken.has(`desktop-${number}`)) {
    number++;
  }
  return `desktop-${number}`;
}
