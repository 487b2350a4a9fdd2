import { Button, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { strings } from '../strings';

/** Why there is nothing to accept, and where to go instead. */
export function ProblemCard({
  title,
  text,
  children,
}: {
  title: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <Stack gap="md" role="alert" data-testid="invitation-problem">
      <Title order={1} size="h3" ta="center">
        {title}
      </Title>
      <Text c="dimmed" ta="center">
        {text}
      </Text>
      {children}
      <Button component={Link} to="/" variant="default">
        {strings.organisation.accept.home}
      </Button>
    </Stack>
  );
}
