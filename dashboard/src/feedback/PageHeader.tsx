import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A page's or a section's title, one sentence on it, and its main action. */
export function PageHeader(props: { title: string; lead: string; order?: 1 | 2; action?: ReactNode }) {
  const order = props.order ?? 1;
  return (
    <Group justify="space-between" align="flex-end" gap="md">
      <Stack gap={2}>
        <Title order={order} size={order === 1 ? 'h2' : 'h3'}>
          {props.title}
        </Title>
        <Text c="dimmed">{props.lead}</Text>
      </Stack>
      {props.action}
    </Group>
  );
}
