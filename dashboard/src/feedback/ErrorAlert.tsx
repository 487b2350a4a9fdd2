import { ActionIcon, Alert, Button, Code, CopyButton, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy, IconServerOff } from '@tabler/icons-react';
import { ApiError } from '../api/ApiError';
import { strings } from '../strings';

interface ErrorAlertProps {
  error: Error;
  title?: string;
  onRetry?: () => void;
}

/** What went wrong, in the service's own words, with the request id that an operator can look up. */
export function ErrorAlert({ error, title, onRetry }: ErrorAlertProps) {
  const code = error instanceof ApiError ? error.code : null;
  const Icon = code === 'ENGINE_UNAVAILABLE' ? IconServerOff : IconAlertTriangle;
  return (
    <Alert
      role="alert"
      color={code === 'ENGINE_UNAVAILABLE' ? 'orange' : 'red'}
      variant="light"
      icon={<Icon aria-hidden />}
      title={titleFor(code) ?? title ?? strings.errors.title}
      data-testid="error"
    >
      <Stack gap="xs" align="flex-start">
        <ErrorDetails error={error} />
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {strings.common.tryAgain}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** The same without a frame, for a notification. */
export function ErrorDetails({ error }: { error: Error }) {
  const api = error instanceof ApiError ? error : null;
  return (
    <Stack gap={6}>
      <Text size="sm">{api ? api.message : strings.errors.unknown}</Text>
      {api && <Advice error={api} />}
      {api?.requestId && <RequestId id={api.requestId} />}
    </Stack>
  );
}

/** What the reader can do about it, where that is not plain from the message. */
function Advice({ error }: { error: ApiError }) {
  const advice = adviceOn(error);
  return advice === null ? null : <Text size="sm">{advice}</Text>;
}

function adviceOn({ code, status, retryAfterSeconds }: ApiError): string | null {
  if (Object.hasOwn(strings.errors.adviceByCode, code)) {
    return strings.errors.adviceByCode[code as keyof typeof strings.errors.adviceByCode];
  }
  switch (status) {
    case 403:
      return strings.errors.forbidden;
    case 404:
      return strings.errors.gone;
    case 409:
      return strings.errors.conflict;
    case 429:
    case 503:
      return retryAfterSeconds === null
        ? strings.errors.retrySoon
        : strings.errors.retryAfter(retryAfterSeconds);
    case 500:
    case 502:
    case 504:
      return strings.errors.fault;
    default:
      return null;
  }
}

function RequestId({ id }: { id: string }) {
  return (
    <Group gap={6} wrap="nowrap">
      <Text size="xs" c="dimmed">
        {strings.common.requestId} <Code data-testid="request-id">{id}</Code>
      </Text>
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? strings.common.copied : strings.common.copyRequestId}>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              onClick={copy}
              aria-label={strings.common.copyRequestId}
            >
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}

function titleFor(code: string | null): string | null {
  switch (code) {
    case 'ENGINE_UNAVAILABLE':
      return strings.errors.engineUnavailable;
    case 'DEPENDENCY_UNAVAILABLE':
      return strings.errors.dependencyUnavailable;
    case 'RATE_LIMITED':
      return strings.errors.rateLimited;
    default:
      return null;
  }
}
