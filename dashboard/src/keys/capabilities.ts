import { strings } from '../strings';
import type { Capability } from './types';

const text = strings.keys;

/** What a capability is called here; one that is newer than this dashboard keeps its id. */
export function capabilityName(id: string): string {
  return text.capabilityNames[id] ?? id;
}

export function capabilityNames(ids: readonly string[]): string {
  return ids.map(capabilityName).join(', ');
}

/** By what they are about, in the order in which the service lists them. */
export function groupCapabilities(capabilities: readonly Capability[]): [string, Capability[]][] {
  const groups = new Map<string, Capability[]>();
  for (const capability of capabilities) {
    const group = groupName(capability.id);
    groups.set(group, [...(groups.get(group) ?? []), capability]);
  }
  return [...groups];
}

function groupName(id: string): string {
  const subject = id.split(':')[0] ?? '';
  return subject in text.groups ? text.groups[subject as keyof typeof text.groups] : text.groups.other;
}
