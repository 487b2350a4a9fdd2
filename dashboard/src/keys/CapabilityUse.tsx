import { Group } from '@mantine/core';
import { Fact } from '../feedback/Fact';
import { RelativeTime } from '../feedback/RelativeTime';
import { strings } from '../strings';
import { capabilityName } from './capabilities';
import type { ApiKey } from './types';

/** When each capability was last needed, and from where. */
export function CapabilityUse({ apiKey: { capabilities, capabilityLastUsed } }: { apiKey: ApiKey }) {
  return (
    <Group component="dl" gap="8px 32px" m={0} data-testid="capability-use">
      {capabilities.map((capability) => {
        const use = capabilityLastUsed[capability];
        return (
          <Fact key={capability} label={capabilityName(capability)}>
            {use ? (
              <>
                <RelativeTime at={use.at} /> {use.ip && strings.keys.usedFrom(use.ip)}
              </>
            ) : (
              strings.keys.capabilityNotUsed
            )}
          </Fact>
        );
      })}
    </Group>
  );
}
