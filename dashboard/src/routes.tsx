import { lazy, Suspense } from 'react';
import { Outlet, type RouteObject } from 'react-router';
import { CrashPage } from './feedback/CrashPage';
import { LoadingPage } from './feedback/LoadingPage';
import { NotFoundPage } from './feedback/NotFoundPage';

// Scripts of their own, so that a page does not wait for what only others need.
const SignInPage = lazy(async () => ({ default: (await import('./signin/SignInPage')).SignInPage }));
const Shell = lazy(async () => ({ default: (await import('./shell/Shell')).Shell }));
const DesktopsPage = lazy(async () => ({ default: (await import('./desktops/DesktopsPage')).DesktopsPage }));
const DesktopPage = lazy(async () => ({ default: (await import('./desktop/DesktopPage')).DesktopPage }));
const SettingsPage = lazy(async () => ({ default: (await import('./settings/SettingsPage')).SettingsPage }));
const AcceptInvitationPage = lazy(async () => ({
  default: (await import('./invitation/AcceptInvitationPage')).AcceptInvitationPage,
}));

export const routes: RouteObject[] = [
  {
    element: (
      <Suspense fallback={<LoadingPage />}>
        <Outlet />
      </Suspense>
    ),
    errorElement: <CrashPage />,
    children: [
      { path: '/signin', element: <SignInPage /> },
      { path: '/invitations/accept', element: <AcceptInvitationPage /> },
      {
        element: <Shell />,
        children: [
          { path: '/', element: <DesktopsPage /> },
          { path: '/desktops', element: <DesktopsPage /> },
          { path: '/desktops/:id', element: <DesktopPage /> },
          { path: '/settings', element: <SettingsPage /> },
        ],
      },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
];
