import { ApiError } from '../api/ApiError';

/** Whether a change was refused only because the last sign-in is too long ago. */
export function wantsFreshSignIn(error: Error | null): boolean {
  return error instanceof ApiError && error.code === 'SIGN_IN_AGAIN';
}
