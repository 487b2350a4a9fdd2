import { strings } from '../strings';

const HOUR = 3_600_000;
const SPANS = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR, month: 30 * 24 * HOUR } as const;

export type Time = keyof typeof strings.audit.filter.times;

/** What is looked for; it stands in the page's address, so that a view can be shared. Empty means anything. */
export interface AuditFilter {
  action: string;
  actor: string;
  time: Time;
  /** `YYYY-MM-DD` in the reader's time zone, for the time `range`. */
  firstDay: string;
  lastDay: string;
}

export const NO_FILTER: AuditFilter = { action: '', actor: '', time: 'any', firstDay: '', lastDay: '' };

export function readFilter(params: URLSearchParams): AuditFilter {
  const time = params.get('time') ?? '';
  return {
    action: params.get('action') ?? '',
    actor: params.get('actor') ?? '',
    time: Object.hasOwn(strings.audit.filter.times, time) ? (time as Time) : 'any',
    firstDay: params.get('firstDay') ?? '',
    lastDay: params.get('lastDay') ?? '',
  };
}

/** The page's parameters for a filter, without what is not set. */
export function writeFilter(filter: AuditFilter): Record<string, string> {
  const given = Object.entries(filter).filter(
    ([name, value]) => value !== NO_FILTER[name as keyof AuditFilter],
  );
  return Object.fromEntries(given);
}

export function isFiltered(filter: AuditFilter): boolean {
  return Object.keys(writeFilter(filter)).length > 0;
}

/** The service's parameters for a filter, as of `now` in epoch milliseconds. */
export function queryOf(filter: AuditFilter, now: number): URLSearchParams {
  const query = periodOf(filter, now);
  if (filter.action !== '') {
    query.set('action', filter.action);
  }
  if (filter.actor !== '') {
    query.set('actor', filter.actor);
  }
  return query;
}

/** The part of it that is about time. */
export function periodOf({ time, firstDay, lastDay }: AuditFilter, now: number): URLSearchParams {
  switch (time) {
    case 'any':
      return new URLSearchParams();
    case 'range':
      return period(Date.parse(`${firstDay}T00:00:00`), Date.parse(`${lastDay}T23:59:59.999`));
    default:
      return period(now - SPANS[time], NaN);
  }
}

function period(from: number, to: number): URLSearchParams {
  const query = new URLSearchParams();
  if (!Number.isNaN(from)) {
    query.set('from', new Date(from).toISOString());
  }
  if (!Number.isNaN(to)) {
    query.set('to', new Date(to).toISOString());
  }
  return query;
}
