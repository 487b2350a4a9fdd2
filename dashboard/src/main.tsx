import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { App } from './App';
import { createQueryClient } from './api/queryClient';
import { applyColorScheme } from './colorScheme';
import { cspNonce } from './cspNonce';
import { routes } from './routes';
import { isSignInPath, signInPath } from './signin/returnTo';

applyColorScheme();

const nonce = cspNonce();
if (nonce !== undefined) {
  setNonce(nonce); // For the scroll lock behind Mantine's dialogs, which adds a style element of its own.
}

const router = createBrowserRouter(routes);
// A page load, not a change of route: it leaves nothing of one user in memory for the next.
const queryClient = createQueryClient(() => {
  if (!isSignInPath(window.location.pathname)) {
    window.location.replace(signInPath(window.location));
  }
});

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no #root');
}
createRoot(root).render(
  <StrictMode>
    <App router={router} queryClient={queryClient} nonce={nonce} />
  </StrictMode>,
);
