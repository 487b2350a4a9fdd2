import { Button, Code, Group, Text } from '@mantine/core';
import { Fact } from '../feedback/Fact';
import { notifyDone } from '../feedback/notify';
import { Section } from '../feedback/Section';
import { strings } from '../strings';
import { NameForm } from './NameForm';
import type { Organisation } from './types';
import { useRenameOrganisation } from './useOrganisations';

const text = strings.organisation.rename;

/** What the organisation is called, and by which ids programs know it. */
export function RenameOrganisation({ organisation }: { organisation: Organisation }) {
  return (
    <Section title={text.title} testId="organisation-details">
      {organisation.role === 'member' ? (
        <Text>{organisation.name}</Text>
      ) : (
        <Rename organisation={organisation} />
      )}
      <Group component="dl" gap="8px 32px" m={0}>
        <Fact label={text.idLabel}>
          <Code>{organisation.id}</Code>
        </Fact>
        <Fact label={text.uuidLabel}>
          <Code>{organisation.uuid}</Code>
        </Fact>
      </Group>
    </Section>
  );
}

function Rename({ organisation }: { organisation: Organisation }) {
  const rename = useRenameOrganisation(organisation.id);
  return (
    <NameForm
      label={text.label}
      initialName={organisation.name}
      error={rename.error}
      onSubmit={(name) => rename.mutate(name, { onSuccess: () => notifyDone(text.done) })}
      testId="organisation-rename"
    >
      <Group>
        <Button
          type="submit"
          variant="default"
          loading={rename.isPending}
          data-testid="organisation-rename-submit"
        >
          {text.submit}
        </Button>
      </Group>
    </NameForm>
  );
}
