import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { strings } from '../strings';

/** The last resort: a fault in the dashboard itself. */
export function CrashPage() {
  return (
    <Center component="main" mih="80dvh" p="md">
      <Stack align="center" gap="md">
        <Title order={1} size="h2">
          {strings.crash.title}
        </Title>
        <Text c="dimmed">{strings.errors.unknown}</Text>
        <Button onClick={() => window.location.reload()}>{strings.crash.reload}</Button>
      </Stack>
    </Center>
  );
}
