import { AppShell, Burger, Center, Container, Divider, Group, Loader, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDeviceDesktop, IconSettings } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { Link, NavLink, Outlet } from 'react-router';
import { isUnauthorized } from '../api/ApiError';
import type { Session } from '../api/types';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { OrganisationSwitcher } from '../organisation/OrganisationSwitcher';
import { strings } from '../strings';
import { ColorSchemeToggle } from './ColorSchemeToggle';
import { Logo } from './Logo';
import classes from './Shell.module.css';
import { UserMenu } from './UserMenu';
import { useSession } from './useSession';

// After the page itself, which does not wait for it.
const LeakNotices = lazy(async () => ({ default: (await import('../keys/LeakNotices')).LeakNotices }));

const PAGES = [
  { to: '/', label: strings.shell.desktops, icon: IconDeviceDesktop },
  { to: '/settings', label: strings.shell.settings, icon: IconSettings },
];

/** The frame of every page that needs a session. */
export function Shell() {
  const session = useSession();
  if (session.data) {
    return <SignedIn session={session.data} />;
  }
  return (
    <Center mih="100dvh" p="md">
      {session.isError && !isUnauthorized(session.error) ? (
        <ErrorAlert error={session.error} onRetry={() => void session.refetch()} />
      ) : (
        <Loader aria-label={strings.common.loading} />
      )}
    </Center>
  );
}

function SignedIn({ session }: { session: Session }) {
  const [opened, { toggle, close }] = useDisclosure();
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 240, breakpoint: 'sm', collapsed: { desktop: true, mobile: !opened } }}
    >
      <AppShell.Header>
        <a href="#content" className={classes.skip}>
          {strings.shell.skipToContent}
        </a>
        <Container size="lg" h="100%">
          <Group h="100%" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap" className={classes.brandRow}>
              <Burger
                opened={opened}
                onClick={toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label={opened ? strings.shell.closeNavigation : strings.shell.openNavigation}
              />
              <Brand organisation={session.organisation} />
              <Group
                component="nav"
                gap={4}
                ml="md"
                visibleFrom="sm"
                aria-label={strings.shell.mainNavigation}
              >
                <PageLinks />
              </Group>
            </Group>
            <Group gap="xs" wrap="nowrap">
              <ColorSchemeToggle />
              <UserMenu session={session} />
            </Group>
          </Group>
        </Container>
      </AppShell.Header>
      <AppShell.Navbar p="md" hiddenFrom="sm" aria-label={strings.shell.mainNavigation}>
        <PageLinks onFollow={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <Container size="lg" py={{ base: 'lg', sm: 'xl' }}>
          <Suspense>
            <LeakNotices />
          </Suspense>
          <Suspense fallback={<Loader aria-label={strings.common.loading} />}>
            {/* Another organisation, another page: no dialog or choice is carried over. */}
            <Outlet key={session.organisation.id} />
          </Suspense>
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}

function Brand({ organisation }: { organisation: Session['organisation'] }) {
  return (
    <>
      <Link to="/" className={classes.brand} aria-label={strings.product}>
        <Logo size={28} />
        <Text fw={700} fz="lg" visibleFrom="xs" aria-hidden>
          {strings.product}
        </Text>
      </Link>
      <Divider orientation="vertical" h={20} my="auto" />
      <OrganisationSwitcher organisation={organisation} />
    </>
  );
}

function PageLinks({ onFollow }: { onFollow?: () => void }) {
  return PAGES.map(({ to, label, icon: Symbol }) => (
    <NavLink key={to} to={to} end={to === '/'} className={classes.link} onClick={onFollow}>
      <Symbol size={18} stroke={1.75} aria-hidden />
      {label}
    </NavLink>
  ));
}
