import { Button, Group, Switch, Text } from '@mantine/core';
import { IconHandGrab, IconHandStop } from '@tabler/icons-react';
import type { Desktop } from '../api/types';
import { notifyFailure } from '../feedback/notify';
import { strings } from '../strings';
import { useHandBack, useTakeControl } from './useDesktop';

/** Who has control of a desktop, and how to take it and give it back. */
export function ControlBar({ desktop, me }: { desktop: Desktop; me: string }) {
  const taking = useTakeControl(desktop.id);
  const handingBack = useHandBack(desktop.id);
  const { control } = desktop;
  const isMine = control?.user.id === me;
  const words = strings.desktop.control;
  const take = (screenshots: boolean, takeOver: boolean) =>
    taking.mutate({ screenshots, takeOver }, { onError: (error) => notifyFailure(words.takeFailed, error) });
  return (
    <Group gap="md" data-testid="control" data-holder={control?.user.id ?? ''}>
      <Text size="sm" c="dimmed" role="status">
        {control === null
          ? words.free
          : isMine
            ? words.yours
            : words.theirs(control.user.name ?? words.somebody)}
      </Text>
      {isMine && (
        <>
          <Switch
            size="sm"
            label={words.screenshots}
            checked={control.screenshots}
            onChange={(event) => take(event.currentTarget.checked, false)}
          />
          <Button
            size="sm"
            variant="light"
            leftSection={<IconHandStop size={16} />}
            loading={handingBack.isPending}
            onClick={() =>
              handingBack.mutate(undefined, {
                onError: (error) => notifyFailure(words.handBackFailed, error),
              })
            }
            data-testid="hand-back"
          >
            {words.handBack}
          </Button>
        </>
      )}
      {!isMine && (
        <Button
          size="sm"
          leftSection={<IconHandGrab size={16} />}
          loading={taking.isPending}
          title={words.takeHint}
          onClick={() => take(false, control !== null)}
          data-testid="take-control"
        >
          {control === null ? words.take : words.takeOver}
        </Button>
      )}
    </Group>
  );
}
