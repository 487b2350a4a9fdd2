import { Alert, Button, Skeleton, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLock, IconPlus, IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';
import { EmptyState } from '../feedback/EmptyState';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { PageHeader } from '../feedback/PageHeader';
import { useCanManage, useSession } from '../shell/useSession';
import { strings } from '../strings';
import { CreateWebhookDialog } from './CreateWebhookDialog';
import { EditWebhookDialog } from './EditWebhookDialog';
import { RotateSecretDialog } from './RotateSecretDialog';
import type { Webhook } from './types';
import { useWebhooks } from './useWebhooks';
import { WebhookCard } from './WebhookCard';

const text = strings.webhooks;

export function WebhooksPanel() {
  const session = useSession();
  const canManage = useCanManage();
  if (session.data && !canManage) {
    return (
      <Stack gap="lg">
        <PageHeader order={2} title={text.title} lead={text.lead} />
        <Alert icon={<IconLock aria-hidden />}>{text.onlyOwnersAndAdmins}</Alert>
      </Stack>
    );
  }
  return session.data && <Managed />;
}

function Managed() {
  const webhooks = useWebhooks();
  const [creating, create] = useDisclosure();
  const isEmpty = webhooks.data?.length === 0;
  const hasSome = webhooks.data !== undefined && !isEmpty;
  return (
    <Stack gap="lg">
      <PageHeader
        order={2}
        title={text.title}
        lead={text.lead}
        action={
          hasSome && (
            <Button leftSection={<IconPlus size={18} />} onClick={create.open} data-testid="create-webhook">
              {text.create}
            </Button>
          )
        }
      />
      {webhooks.isError && <ErrorAlert error={webhooks.error} onRetry={() => void webhooks.refetch()} />}
      {webhooks.isPending && <Skeleton height={120} aria-label={strings.common.loading} />}
      {isEmpty && (
        <EmptyState
          icon={IconWebhook}
          title={text.emptyTitle}
          text={text.emptyText}
          action={text.emptyAction}
          onAction={create.open}
          testId="create-webhook"
        />
      )}
      {hasSome && <Webhooks webhooks={webhooks.data} />}
      <CreateWebhookDialog opened={creating} onClose={create.close} />
    </Stack>
  );
}

function Webhooks({ webhooks }: { webhooks: readonly Webhook[] }) {
  const [editing, setEditing] = useState<Webhook | null>(null);
  const [rotating, setRotating] = useState<Webhook | null>(null);
  return (
    <>
      <Stack component="ul" gap="sm" p={0} m={0} aria-label={text.list}>
        {webhooks.map((webhook) => (
          <WebhookCard key={webhook.id} webhook={webhook} onEdit={setEditing} onRotate={setRotating} />
        ))}
      </Stack>
      <EditWebhookDialog webhook={editing} onClose={() => setEditing(null)} />
      <RotateSecretDialog webhook={rotating} onClose={() => setRotating(null)} />
    </>
  );
}
