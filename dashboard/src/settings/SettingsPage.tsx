import { Stack, Tabs, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconDevices, IconKey } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { KeysPanel } from '../keys/KeysPanel';
import { SessionsPanel } from '../sessions/SessionsPanel';
import { strings } from '../strings';

const TABS = ['apiKeys', 'sessions'] as const;
type Tab = (typeof TABS)[number];

/** `/settings?tab=…`: the tab is part of the address, so that it can be linked to. */
export function SettingsPage() {
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((known) => known === params.get('tab')) ?? 'apiKeys';
  useDocumentTitle(`${strings.settings.tabs[tab]} · ${strings.product}`);
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        {strings.settings.title}
      </Title>
      <Tabs value={tab} onChange={(chosen) => setParams({ tab: chosen ?? 'apiKeys' })} keepMounted={false}>
        <Tabs.List mb="lg">
          <TabHead tab="apiKeys" icon={<IconKey size={16} aria-hidden />} />
          <TabHead tab="sessions" icon={<IconDevices size={16} aria-hidden />} />
        </Tabs.List>
        <Tabs.Panel value="apiKeys">
          <KeysPanel />
        </Tabs.Panel>
        <Tabs.Panel value="sessions">
          <SessionsPanel />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function TabHead({ tab, icon }: { tab: Tab; icon: React.ReactNode }) {
  return (
    <Tabs.Tab value={tab} leftSection={icon} data-testid={`tab-${tab}`}>
      {strings.settings.tabs[tab]}
    </Tabs.Tab>
  );
}
