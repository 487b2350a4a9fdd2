import { useInterval } from '@mantine/hooks';
import { useState } from 'react';
import { formatMoment, relativeTo } from './time';

const REFRESH_MS = 15_000;

/** "3 minutes ago", kept current; the exact moment, in the reader's time zone, is its tooltip. */
export function RelativeTime({ at }: { at: string }) {
  // A new moment starts a new clock: seen from the last tick it might still lie in the future.
  return <Ticking key={at} at={at} />;
}

function Ticking({ at }: { at: string }) {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), REFRESH_MS, { autoInvoke: true });
  return (
    <time dateTime={at} title={formatMoment(at)}>
      {relativeTo(now, at)}
    </time>
  );
}
