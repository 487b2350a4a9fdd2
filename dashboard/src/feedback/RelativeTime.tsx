import { useInterval } from '@mantine/hooks';
import { useState } from 'react';
import { formatMoment, relativeTo } from './time';

const REFRESH_MS = 15_000;

/** "3 minutes ago", kept current; the exact moment, in the reader's time zone, is its tooltip. */
export function RelativeTime({ at }: { at: string }) {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), REFRESH_MS, { autoInvoke: true });
  return (
    <time dateTime={at} title={formatMoment(at)}>
      {relativeTo(now, at)}
    </time>
  );
}
