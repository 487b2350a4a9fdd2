import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconDots,
  IconListDetails,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRotate,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { ConfirmDialog } from '../feedback/ConfirmDialog';
import { notifyDone, notifyFailure } from '../feedback/notify';
import { strings } from '../strings';
import type { Webhook } from './types';
import { useChangeWebhook, useDeleteWebhook, useTestWebhook } from './useWebhooks';

const text = strings.webhooks.actions;

interface WebhookActionsProps {
  webhook: Webhook;
  showsDeliveries: boolean;
  onToggleDeliveries: () => void;
  onEdit: () => void;
  onRotate: () => void;
}

export function WebhookActions(props: WebhookActionsProps) {
  const { webhook, showsDeliveries, onToggleDeliveries } = props;
  const test = useTestWebhook();
  const sendTest = () =>
    test.mutate(webhook, {
      onSuccess: () => notifyDone(text.tested),
      onError: (error) => notifyFailure(text.testFailed, error),
    });
  return (
    <Group gap="xs">
      <Button
        variant={showsDeliveries ? 'light' : 'default'}
        size="xs"
        leftSection={<IconListDetails size={14} aria-hidden />}
        onClick={onToggleDeliveries}
        aria-expanded={showsDeliveries}
        aria-label={text.deliveriesOf(webhook.url)}
        data-testid="webhook-deliveries"
      >
        {text.deliveries}
      </Button>
      {webhook.enabled && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconSend size={14} aria-hidden />}
          loading={test.isPending}
          onClick={sendTest}
          aria-label={text.testNamed(webhook.url)}
          data-testid="webhook-test"
        >
          {text.test}
        </Button>
      )}
      <More {...props} />
    </Group>
  );
}

function More({ webhook, onEdit, onRotate }: WebhookActionsProps) {
  const change = useChangeWebhook();
  const remove = useDeleteWebhook();
  const [removing, confirm] = useDisclosure();
  const { enabled } = webhook;
  const switchTo = (wanted: boolean) =>
    change.mutate(
      { webhook, change: { enabled: wanted } },
      {
        onSuccess: () => notifyDone(wanted ? text.enabled : text.disabled),
        onError: (error) => notifyFailure(text.switchFailed, error),
      },
    );
  const doRemove = () =>
    remove.mutate(webhook, {
      onSuccess: () => notifyDone(text.removed),
      onError: (error) => notifyFailure(text.removeFailed, error),
    });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={text.more(webhook.url)}
            data-testid="webhook-more"
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={14} />} onClick={onEdit} data-testid="webhook-edit">
            {text.edit}
          </Menu.Item>
          <Menu.Item leftSection={<IconRotate size={14} />} onClick={onRotate} data-testid="webhook-rotate">
            {text.rotate}
          </Menu.Item>
          <Menu.Item
            leftSection={enabled ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
            onClick={() => switchTo(!enabled)}
            data-testid="webhook-switch"
          >
            {enabled ? text.disable : text.enable}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={14} />}
            onClick={confirm.open}
            data-testid="webhook-delete"
          >
            {text.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={removing}
        title={text.removeTitle}
        text={text.removeText(webhook.url)}
        action={text.removeConfirm}
        onConfirm={doRemove}
        onClose={confirm.close}
      />
    </>
  );
}
