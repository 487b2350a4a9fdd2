import { Button, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconPlus, type Icon } from '@tabler/icons-react';

interface EmptyStateProps {
  icon: Icon;
  title: string;
  text: string;
  action: string;
  onAction: () => void;
  /** The action's `data-testid`. */
  testId: string;
}

/** Nothing is here yet, and this is the next step. */
export function EmptyState({ icon: Symbol, title, text, action, onAction, testId }: EmptyStateProps) {
  return (
    <Paper withBorder p={{ base: 'xl', sm: 48 }}>
      <Stack align="center" gap="md">
        <ThemeIcon size={64} radius="xl" variant="light">
          <Symbol size={32} stroke={1.5} aria-hidden />
        </ThemeIcon>
        <Stack align="center" gap={4}>
          <Title order={2} size="h3" ta="center">
            {title}
          </Title>
          <Text c="dimmed" ta="center" maw={440}>
            {text}
          </Text>
        </Stack>
        <Button leftSection={<IconPlus size={18} />} onClick={onAction} data-testid={testId}>
          {action}
        </Button>
      </Stack>
    </Paper>
  );
}
