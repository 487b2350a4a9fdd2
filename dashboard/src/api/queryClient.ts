import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, isUnauthorized } from './ApiError';

const MAX_RETRIES = 2;
const RETRYABLE_STATUS = new Set([0, 429, 502, 503, 504]);
const MAX_SILENT_WAIT_SECONDS = 5;

/** The cache of everything the services said. `onSignedOut` is called whenever any of them answers 401. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const leaveWhenSignedOut = (error: unknown) => {
    if (isUnauthorized(error)) {
      onSignedOut();
    }
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: { retry: shouldRetry, retryDelay, staleTime: 1_000 },
      // A change is never repeated by itself: the person decides.
      mutations: { retry: false },
    },
  });
}

/** A refusal stays a refusal; only what may pass by itself, and soon, is asked again. A longer wait is told instead. */
export function shouldRetry(failures: number, error: unknown): boolean {
  return (
    failures < MAX_RETRIES &&
    error instanceof ApiError &&
    RETRYABLE_STATUS.has(error.status) &&
    (error.retryAfterSeconds ?? 0) <= MAX_SILENT_WAIT_SECONDS
  );
}

/** As long as the service says, else a little longer each time. */
export function retryDelay(failures: number, error: unknown): number {
  const told = error instanceof ApiError ? error.retryAfterSeconds : null;
  return told === null ? 500 * 2 ** failures : told * 1_000;
}
