import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck, IconShieldCheck } from '@tabler/icons-react';
import { isUnauthorized } from '../api/ApiError';
import { ErrorDetails } from './ErrorAlert';

/** Says that something worked, for a few seconds. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'teal', icon: <IconCheck size={18} />, autoClose: 4_000 });
}

/** Says that something has ended, and shows the proof for long enough to be read. */
export function notifyReceipt(title: string, proof: string): void {
  notifications.show({
    title,
    message: proof,
    color: 'teal',
    icon: <IconShieldCheck size={18} />,
    autoClose: 12_000,
    role: 'status',
  });
}

/** Says what failed and stays until it is closed, for there is a request id to copy. */
export function notifyFailure(title: string, error: Error): void {
  if (isUnauthorized(error)) {
    return; // The sign-in page is already on its way.
  }
  notifications.show({
    title,
    message: <ErrorDetails error={error} />,
    color: 'red',
    icon: <IconAlertTriangle size={18} />,
    autoClose: false,
    role: 'alert',
  });
}
