import { Alert, Button, Center, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconAlertTriangle, IconCheck, IconMail } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { ErrorAlert } from '../feedback/ErrorAlert';
import { ColorSchemeToggle } from '../shell/ColorSchemeToggle';
import { Logo } from '../shell/Logo';
import { strings } from '../strings';
import { ProviderLogo } from './ProviderLogo';
import { ACCEPT_INVITATION, ACCOUNT_DELETED, providerHref, safeReturnTo } from './returnTo';
import classes from './SignInPage.module.css';
import { useProviders } from './useProviders';

export function SignInPage() {
  const [params] = useSearchParams();
  useDocumentTitle(strings.signIn.title);
  const failure = params.get('error');
  const returnTo = safeReturnTo(params.get('returnTo'));
  return (
    <div className={classes.page}>
      <div className={classes.corner}>
        <ColorSchemeToggle />
      </div>
      <Center component="main" className={classes.middle}>
        <Paper withBorder shadow="md" p={{ base: 'lg', sm: 36 }} className={classes.card}>
          <Stack gap="lg">
            <Stack gap="sm" align="center">
              <Logo size={52} />
              <Title order={1} size="h2" ta="center">
                {strings.signIn.title}
              </Title>
              <Text c="dimmed" ta="center">
                {strings.signIn.what}
              </Text>
            </Stack>
            <Welcome notice={params.get('notice')} returnTo={returnTo} />
            {failure !== null && <SignInFailure code={failure} />}
            <Providers returnTo={returnTo} />
            <Text size="xs" c="dimmed" ta="center">
              {strings.signIn.footnote}
            </Text>
          </Stack>
        </Paper>
      </Center>
    </div>
  );
}

function Providers({ returnTo }: { returnTo: string }) {
  const providers = useProviders();
  if (providers.isPending) {
    return (
      <Center h={84}>
        <Loader aria-label={strings.common.loading} />
      </Center>
    );
  }
  if (providers.isError) {
    return <ErrorAlert error={providers.error} onRetry={() => void providers.refetch()} />;
  }
  if (providers.data.length === 0) {
    return (
      <Alert color="orange" title={strings.signIn.noProviders}>
        {strings.signIn.noProvidersHint}
      </Alert>
    );
  }
  return (
    <Stack gap="sm">
      {providers.data.map((provider) => (
        <Button
          key={provider.id}
          component="a"
          href={providerHref(provider.id, returnTo)}
          variant="default"
          size="md"
          fullWidth
          leftSection={<ProviderLogo id={provider.id} />}
          data-testid={`signin-${provider.id}`}
        >
          {strings.signIn.continueWith(provider.name)}
        </Button>
      ))}
    </Stack>
  );
}

/** Why the reader is here, where that is not plain. */
function Welcome({ notice, returnTo }: { notice: string | null; returnTo: string }) {
  if (notice === ACCOUNT_DELETED) {
    return (
      <Alert role="status" color="teal" icon={<IconCheck aria-hidden />} data-testid="signin-notice">
        {strings.signIn.accountDeleted}
      </Alert>
    );
  }
  return returnTo === ACCEPT_INVITATION ? (
    <Alert role="status" icon={<IconMail aria-hidden />} data-testid="signin-notice">
      {strings.organisation.accept.signInFirst}
    </Alert>
  ) : null;
}

function SignInFailure({ code }: { code: string }) {
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={strings.signIn.failedTitle}
      data-testid="signin-error"
    >
      {isExplained(code) ? strings.signIn.failed[code] : strings.signIn.failedOtherwise}
    </Alert>
  );
}

function isExplained(code: string): code is keyof typeof strings.signIn.failed {
  return Object.hasOwn(strings.signIn.failed, code);
}
