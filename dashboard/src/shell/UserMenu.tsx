import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconLogout, IconSettings } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { request } from '../api/client';
import type { Session } from '../api/types';
import { notifyFailure } from '../feedback/notify';
import { strings } from '../strings';
import classes from './Shell.module.css';

export function UserMenu({ session }: { session: Session }) {
  const signOut = useSignOut();
  const { user, organisation } = session;
  return (
    <Menu position="bottom-end" width={260} shadow="md">
      <Menu.Target>
        <UnstyledButton
          aria-label={strings.shell.userMenu}
          data-testid="user-menu"
          className={classes.userMenu}
        >
          {/* Initials only: the policy of this page loads no picture from elsewhere. */}
          <Avatar name={user.name ?? user.email} color="initials" radius="xl" size={36} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.whoami}>
          <Text fw={600} truncate>
            {user.name ?? user.email}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {user.email}
          </Text>
          <Text size="xs" c="dimmed" mt={4} truncate>
            {strings.shell.role(strings.organisation.roles[organisation.role], organisation.name)}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings" leftSection={<IconSettings size={16} />}>
          {strings.shell.settings}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          data-testid="sign-out"
          onClick={() => signOut.mutate()}
        >
          {strings.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function useSignOut() {
  return useMutation({
    mutationFn: () => request('POST', '/auth/logout'),
    // A page load, not a change of route: it leaves nothing of this user in memory.
    onSuccess: () => window.location.replace('/signin'),
    onError: (error) => notifyFailure(strings.errors.title, error),
  });
}
