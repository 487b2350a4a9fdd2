import { Avatar, Badge, Button, Group, Text } from '@mantine/core';
import { RelativeTime } from '../feedback/RelativeTime';
import { strings } from '../strings';
import classes from '../feedback/Rows.module.css';
import { RoleSelect } from './RoleSelect';
import { isLastOwner, mayManage, nameOf } from './roles';
import type { Member, Organisation } from './types';

const text = strings.organisation.members;

interface MemberRowProps {
  organisation: Organisation;
  member: Member;
  members: readonly Member[];
  onRemove: () => void;
}

export function MemberRow({ organisation, member, members, onRemove }: MemberRowProps) {
  const manages = mayManage(organisation.role, member);
  const name = nameOf(member);
  return (
    <li className={classes.row} data-testid="member">
      <Group justify="space-between" gap="sm">
        <Group gap="sm" wrap="nowrap" className={classes.who}>
          <Avatar name={name} color="initials" radius="xl" size={36} aria-hidden />
          <div className={classes.who}>
            <Group gap={6}>
              <Text size="sm" fw={600} truncate>
                {name}
              </Text>
              {member.you && (
                <Badge color="teal" variant="light" size="sm">
                  {text.you}
                </Badge>
              )}
            </Group>
            <Text size="xs" c="dimmed" truncate>
              {member.user.email} · {text.since} <RelativeTime at={member.since} />
            </Text>
          </div>
        </Group>
        <Group gap="xs" wrap="nowrap">
          {manages && !isLastOwner(member, members) ? (
            <RoleSelect organisation={organisation} member={member} />
          ) : (
            <Text size="sm">{strings.organisation.roles[member.role]}</Text>
          )}
          {manages && !member.you && (
            <Button
              variant="light"
              color="red"
              size="xs"
              onClick={onRemove}
              aria-label={text.removeNamed(name)}
              data-testid="remove-member"
            >
              {text.remove}
            </Button>
          )}
        </Group>
      </Group>
    </li>
  );
}
