import { strings } from '../strings';
import type { AuditActor } from './types';

const text = strings.audit;

/** An action in words; one that is newer than this dashboard keeps its name. */
export function actionName(action: string): string {
  return text.actions[action] ?? action;
}

export function actorName({ kind, id, name, credential }: AuditActor): string {
  if (kind === 'system' || kind === 'unknown') {
    return text.actorKinds[kind];
  }
  const user = name ?? id ?? text.actorKinds.unknown;
  return kind === 'key' && credential !== null ? text.filter.withKey(user, credential) : user;
}

/** The actions there are, by what they are about. */
export function actionOptions(): { group: string; items: { value: string; label: string }[] }[] {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const [value, label] of Object.entries(text.actions)) {
    const group = text.actionGroups[value.split('.')[0] ?? ''] ?? value;
    groups.set(group, [...(groups.get(group) ?? []), { value, label }]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}
