import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { strings } from '../strings';

export function NotFoundPage() {
  return (
    <Center component="main" mih="80dvh" p="md">
      <Stack align="center" gap="md">
        <Text c="dimmed" fw={700} fz={72} lh={1} aria-hidden>
          404
        </Text>
        <Stack align="center" gap={4}>
          <Title order={1} size="h2" ta="center">
            {strings.notFound.title}
          </Title>
          <Text c="dimmed" ta="center">
            {strings.notFound.text}
          </Text>
        </Stack>
        <Button component={Link} to="/">
          {strings.notFound.home}
        </Button>
      </Stack>
    </Center>
  );
}
