import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { RouterProvider, type RouterProviderProps } from 'react-router';
import { cssVariables, theme } from './theme';

interface AppProps {
  router: RouterProviderProps['router'];
  queryClient: QueryClient;
  nonce?: string;
}

export function App({ router, queryClient, nonce }: AppProps) {
  return (
    <Providers queryClient={queryClient} nonce={nonce}>
      <RouterProvider router={router} />
    </Providers>
  );
}

/** What every component may rely on; tests use it too. */
export function Providers(props: { queryClient: QueryClient; nonce?: string; children: ReactNode }) {
  const { queryClient, nonce, children } = props;
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={nonce ? () => nonce : undefined}
    >
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" />
        {children}
      </QueryClientProvider>
    </MantineProvider>
  );
}
