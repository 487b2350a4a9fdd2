import { strings } from '../strings';
import type { ErrorEnvelope, FieldError } from './types';

/** A call that did not work out: refused by a service, or never answered by one (`status` 0). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly fields: FieldError[];
  readonly retryAfterSeconds: number | null;

  constructor(problem: {
    status: number;
    code: string;
    message: string;
    requestId?: string | null;
    fields?: FieldError[];
    retryAfterSeconds?: number | null;
  }) {
    super(problem.message);
    this.status = problem.status;
    this.code = problem.code;
    this.requestId = problem.requestId ?? null;
    this.fields = problem.fields ?? [];
    this.retryAfterSeconds = problem.retryAfterSeconds ?? null;
  }

  /** Reads the envelope; an answer without one (a proxy's, say) still tells its status and request id. */
  static async fromResponse(response: Response): Promise<ApiError> {
    const envelope = await readEnvelope(response);
    return new ApiError({
      status: response.status,
      code: envelope?.error.code ?? `HTTP_${response.status}`,
      message: envelope?.error.message ?? strings.errors.unexpectedAnswer(response.status),
      requestId: envelope?.error.requestId ?? response.headers.get('X-Request-Id'),
      fields: envelope?.error.fields,
      retryAfterSeconds: wholeSeconds(response.headers.get('Retry-After')),
    });
  }

  static unreachable(): ApiError {
    return new ApiError({ status: 0, code: 'UNREACHABLE', message: strings.errors.unreachable });
  }
}

export function isUnauthorized(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

async function readEnvelope(response: Response): Promise<ErrorEnvelope | null> {
  try {
    const body: unknown = await response.json();
    return isEnvelope(body) ? body : null;
  } catch {
    return null;
  }
}

function isEnvelope(body: unknown): body is ErrorEnvelope {
  if (typeof body !== 'object' || body === null || !('error' in body)) {
    return false;
  }
  const { error } = body;
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    'message' in error &&
    typeof error.message === 'string'
  );
}

function wholeSeconds(header: string | null): number | null {
  return header !== null && /^\d+$/.test(header) ? Number(header) : null;
}
