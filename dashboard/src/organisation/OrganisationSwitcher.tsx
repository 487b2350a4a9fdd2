import { Loader, Menu, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import type { Session } from '../api/types';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { notifyDone, notifyFailure } from '../feedback/notify';
import { strings } from '../strings';
import classes from './OrganisationSwitcher.module.css';
import type { Organisation } from './types';
import { useOrganisations, useSwitchOrganisation } from './useOrganisations';

const CreateOrganisationDialog = lazy(async () => ({
  default: (await import('./CreateOrganisationDialog')).CreateOrganisationDialog,
}));

const text = strings.organisation.switcher;

/** Says which organisation one is in, and leads to the others. */
export function OrganisationSwitcher({ organisation }: { organisation: Session['organisation'] }) {
  const [opened, menu] = useDisclosure();
  const [creating, create] = useDisclosure();
  // Here and not in the menu, which is gone once something is chosen.
  const change = useSwitchOrganisation();
  const switchTo = (id: string) =>
    change.mutate(id, {
      onSuccess: (session) => notifyDone(text.switched(session.organisation.name)),
      onError: (error) => notifyFailure(text.failed, error),
    });
  return (
    <>
      <Menu position="bottom-start" width={280} shadow="md" opened={opened} onChange={menu.set}>
        <Menu.Target>
          <UnstyledButton
            className={classes.target}
            aria-label={text.label(organisation.name)}
            data-testid="organisation-switcher"
          >
            <Text size="sm" truncate data-testid="organisation-name">
              {organisation.name}
            </Text>
            <IconSelector size={16} className={classes.chevron} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{text.yours}</Menu.Label>
          <Choices enabled={opened} currentId={organisation.id} onChoose={switchTo} />
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={create.open}
            data-testid="create-organisation"
          >
            {text.create}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        <CreateOrganisationDialog opened={creating} onClose={create.close} />
      </Suspense>
    </>
  );
}

interface ChoicesProps {
  enabled: boolean;
  currentId: string;
  onChoose: (id: string) => void;
}

function Choices({ enabled, currentId, onChoose }: ChoicesProps) {
  const organisations = useOrganisations(enabled);
  if (organisations.isError) {
    return <ErrorAlert error={organisations.error} onRetry={() => void organisations.refetch()} />;
  }
  if (organisations.isPending) {
    return (
      <Menu.Item disabled>
        <Loader size="xs" aria-label={strings.common.loading} />
      </Menu.Item>
    );
  }
  return organisations.data.map((organisation) => (
    <Choice
      key={organisation.id}
      organisation={organisation}
      current={organisation.id === currentId}
      onChoose={() => onChoose(organisation.id)}
    />
  ));
}

interface ChoiceProps {
  organisation: Organisation;
  current: boolean;
  onChoose: () => void;
}

function Choice({ organisation, current, onChoose }: ChoiceProps) {
  const role = strings.organisation.roles[organisation.role];
  return (
    <Menu.Item
      onClick={current ? undefined : onChoose}
      aria-current={current || undefined}
      rightSection={current ? <IconCheck size={16} aria-label={text.current} /> : undefined}
      data-testid="organisation-choice"
    >
      <Text size="sm" truncate>
        {organisation.name}
      </Text>
      <Text size="xs" c="dimmed">
        {organisation.personal ? `${role} · ${strings.organisation.personal}` : role}
      </Text>
    </Menu.Item>
  );
}
