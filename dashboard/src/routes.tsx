import type { RouteObject } from 'react-router';
import { DesktopsPage } from './desktops/DesktopsPage';
import { CrashPage } from './feedback/CrashPage';
import { NotFoundPage } from './feedback/NotFoundPage';
import { SettingsPage } from './settings/SettingsPage';
import { Shell } from './shell/Shell';
import { SignInPage } from './signin/SignInPage';

export const routes: RouteObject[] = [
  {
    errorElement: <CrashPage />,
    children: [
      { path: '/signin', element: <SignInPage /> },
      {
        element: <Shell />,
        children: [
          { path: '/', element: <DesktopsPage /> },
          { path: '/settings', element: <SettingsPage /> },
        ],
      },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
];
