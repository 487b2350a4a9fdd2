import { Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { Section } from '../feedback/Section';
import { strings } from '../strings';
import { MemberRow } from './MemberRow';
import { RemoveMemberDialog } from './RemoveMemberDialog';
import type { Member, Organisation } from './types';
import { useMembers } from './useMembers';

const text = strings.organisation.members;

export function Members({ organisation }: { organisation: Organisation }) {
  const members = useMembers(organisation.id);
  const [removing, setRemoving] = useState<Member | null>(null);
  return (
    <Section title={text.title} lead={members.data && text.count(members.data.length)} testId="members">
      {members.isError && <ErrorAlert error={members.error} onRetry={() => void members.refetch()} />}
      {members.isPending && <Skeleton height={96} aria-label={strings.common.loading} />}
      {members.data && (
        <Stack component="ul" gap={0} p={0} m={0}>
          {members.data.map((member) => (
            <MemberRow
              key={member.user.id}
              organisation={organisation}
              member={member}
              members={members.data}
              onRemove={() => setRemoving(member)}
            />
          ))}
        </Stack>
      )}
      <RemoveMemberDialog
        organisation={organisation}
        member={removing}
        members={members.data ?? []}
        onClose={() => setRemoving(null)}
      />
    </Section>
  );
}
