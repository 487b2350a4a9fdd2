import { Checkbox, Code, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { capabilityName, groupCapabilities } from './capabilities';
import type { Capability } from './types';

interface CapabilityChoiceProps {
  capabilities: readonly Capability[];
  label: string;
  hint: string;
  value: string[];
  onChange: (chosen: string[]) => void;
  error?: ReactNode;
}

/** What a key may do, in words and by subject, with the API's own name beside each. */
export function CapabilityChoice({ capabilities, label, hint, ...input }: CapabilityChoiceProps) {
  return (
    <Checkbox.Group label={label} description={hint} required {...input}>
      <Stack gap="md" mt="sm" mb={4}>
        {groupCapabilities(capabilities).map(([group, members]) => (
          <Stack key={group} gap="xs" role="group" aria-label={group}>
            <Text size="xs" fw={600} c="dimmed">
              {group}
            </Text>
            {members.map(({ id, description }) => (
              <Checkbox
                key={id}
                value={id}
                label={<CapabilityLabel id={id} />}
                description={description}
                aria-label={capabilityName(id)}
                data-testid={`capability-${id}`}
              />
            ))}
          </Stack>
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function CapabilityLabel({ id }: { id: string }) {
  return (
    <Group component="span" gap={8}>
      {capabilityName(id)}
      <Code>{id}</Code>
    </Group>
  );
}
