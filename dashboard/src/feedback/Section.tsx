import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface SectionProps {
  title: string;
  lead?: string;
  action?: ReactNode;
  children?: ReactNode;
  testId?: string;
}

/** One matter of a settings page, in a frame of its own. */
export function Section({ title, lead, action, children, testId }: SectionProps) {
  return (
    <Paper component="section" withBorder p="md" aria-label={title} data-testid={testId}>
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <Stack gap={2}>
            <Title order={3} size="h4">
              {title}
            </Title>
            {lead && (
              <Text size="sm" c="dimmed">
                {lead}
              </Text>
            )}
          </Stack>
          {action}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
