import { render } from '@testing-library/react';
import { createMemoryRouter } from 'react-router';
import { vi } from 'vitest';
import { App } from '../App';
import { createQueryClient } from '../api/queryClient';
import { routes } from '../routes';

/** The whole dashboard at `path`, as in the browser but for the page load that a 401 causes. */
export function renderAt(path: string) {
  const onSignedOut = vi.fn();
  const queryClient = createQueryClient(onSignedOut);
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  render(<App router={router} queryClient={queryClient} />);
  return { onSignedOut, queryClient, router };
}
