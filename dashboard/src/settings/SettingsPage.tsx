import { Skeleton, Stack, Tabs, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconBuilding, IconDevices, IconHistory, IconKey, IconUser, IconWebhook } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { KeysPanel } from '../keys/KeysPanel';
import { useCanManage } from '../shell/useSession';
import { strings } from '../strings';
import classes from './SettingsPage.module.css';

// Scripts of their own, so that a tab does not wait for what only others need.
const SessionsPanel = lazy(async () => ({
  default: (await import('../sessions/SessionsPanel')).SessionsPanel,
}));
const OrganisationPanel = lazy(async () => ({
  default: (await import('../organisation/OrganisationPanel')).OrganisationPanel,
}));
const AccountPanel = lazy(async () => ({ default: (await import('../account/AccountPanel')).AccountPanel }));
const WebhooksPanel = lazy(async () => ({
  default: (await import('../webhooks/WebhooksPanel')).WebhooksPanel,
}));
const AuditPanel = lazy(async () => ({ default: (await import('../audit/AuditPanel')).AuditPanel }));

const TABS = {
  apiKeys: { icon: IconKey, Panel: KeysPanel },
  sessions: { icon: IconDevices, Panel: SessionsPanel },
  organisation: { icon: IconBuilding, Panel: OrganisationPanel },
  accounts: { icon: IconUser, Panel: AccountPanel },
  webhooks: { icon: IconWebhook, Panel: WebhooksPanel },
  audit: { icon: IconHistory, Panel: AuditPanel },
} as const;
type Tab = keyof typeof TABS;
const ALL = Object.keys(TABS) as Tab[];
const OF_THOSE_WHO_MANAGE: readonly Tab[] = ['webhooks', 'audit'];

/** `/settings?tab=…`: the tab is part of the address, so that it can be linked to. */
export function SettingsPage() {
  const [params, setParams] = useSearchParams();
  const canManage = useCanManage();
  const tab = ALL.find((known) => known === params.get('tab')) ?? 'apiKeys';
  const { Panel } = TABS[tab];
  useDocumentTitle(`${strings.settings.tabs[tab]} · ${strings.product}`);
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        {strings.settings.title}
      </Title>
      <Tabs value={tab} onChange={(chosen) => setParams({ tab: chosen ?? 'apiKeys' })} keepMounted={false}>
        <Tabs.List mb="lg" className={classes.tabs}>
          {ALL.filter((name) => canManage || !OF_THOSE_WHO_MANAGE.includes(name)).map((name) => (
            <TabHead key={name} tab={name} current={name === tab} />
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Suspense fallback={<Skeleton height={240} aria-label={strings.common.loading} />}>
            <Panel />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function TabHead({ tab, current }: { tab: Tab; current: boolean }) {
  const { icon: Symbol } = TABS[tab];
  const head = useRef<HTMLButtonElement>(null);
  // On a narrow screen the heads are wider than it: the current one may be out of sight.
  useEffect(() => {
    if (current) {
      head.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }, [current]);
  return (
    <Tabs.Tab
      ref={head}
      value={tab}
      leftSection={<Symbol size={16} aria-hidden />}
      data-testid={`tab-${tab}`}
    >
      {strings.settings.tabs[tab]}
    </Tabs.Tab>
  );
}
