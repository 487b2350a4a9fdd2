const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/**
 * `at` seen from `now` (epoch milliseconds), in the largest unit that fits at least once. Of what is past, only whole units
 * count; what is to come is rounded, so that the seven days of an invitation do not begin as six.
 */
export function relativeTo(now: number, at: string): string {
  const seconds = Math.round((Date.parse(at) - now) / 1_000);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) {
      return relative.format(seconds < 0 ? Math.trunc(seconds / size) : Math.round(seconds / size), unit);
    }
  }
  return Math.abs(seconds) < 10 ? 'just now' : relative.format(seconds, 'second');
}

/** A moment in full, in the reader's own time zone. */
export function formatMoment(at: string): string {
  return moment.format(Date.parse(at));
}
