import { Group, Stack, Text } from '@mantine/core';
import { strings } from '../strings';
import type { KeyUsage, UsageBucket } from './types';
import { bucketName, refusedIn, refusedInAll, statusesOf } from './usage';
import classes from './UsageBars.module.css';

const text = strings.keys.usageView;
const HEIGHT = 72;
const WIDTH = 10;
const GAP = 2;
/** What is there at all can be seen. */
const LOWEST = 2;

/** Requests over time as bars, those refused at their foot. Its sentence says the same to who cannot see it. */
export function UsageBars({ usage }: { usage: KeyUsage }) {
  const { buckets, total } = usage;
  const most = Math.max(...buckets.map((bucket) => bucket.total));
  const summary = text.summary(total, refusedInAll(usage));
  const first = buckets[0];
  const last = buckets.at(-1);
  return (
    <Stack gap={6}>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${buckets.length * WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${text.chart}: ${summary}`}
      >
        {buckets.map((bucket, index) => (
          <Bar
            key={bucket.at}
            bucket={bucket}
            x={index * WIDTH}
            scale={HEIGHT / most}
            name={bucketName(usage, bucket.at)}
          />
        ))}
      </svg>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {first && bucketName(usage, first.at)}
        </Text>
        <Text size="xs" c="dimmed">
          {last && bucketName(usage, last.at)}
        </Text>
      </Group>
      <Group gap="md">
        <Legend of="answered" />
        <Legend of="refused" />
      </Group>
      <Text size="sm" data-testid="usage-summary">
        {summary}{' '}
        <Text span size="xs" c="dimmed">
          {statusesOf(usage)
            .map(([status, requests]) => `${status}: ${requests}`)
            .join(' · ')}
        </Text>
      </Text>
    </Stack>
  );
}

function Bar({ bucket, x, scale, name }: { bucket: UsageBucket; x: number; scale: number; name: string }) {
  const refused = refusedIn(bucket);
  const foot = heightOf(refused, scale);
  const rest = heightOf(bucket.total - refused, scale);
  const place = { x: x + GAP / 2, width: WIDTH - GAP };
  return (
    <g>
      <title>{text.bar(name, bucket.total, refused)}</title>
      <rect className={classes.refused} {...place} y={HEIGHT - foot} height={foot} />
      <rect className={classes.answered} {...place} y={HEIGHT - foot - rest} height={rest} />
      <rect className={classes.area} x={x} width={WIDTH} y={0} height={HEIGHT} />
    </g>
  );
}

function heightOf(requests: number, scale: number): number {
  return requests === 0 ? 0 : Math.max(LOWEST, requests * scale);
}

function Legend({ of }: { of: 'answered' | 'refused' }) {
  return (
    <Group gap={6}>
      <span className={classes.swatch} data-of={of} aria-hidden />
      <Text size="xs">{text[of]}</Text>
    </Group>
  );
}
