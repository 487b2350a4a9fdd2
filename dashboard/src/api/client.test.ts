import { describe, expect, it } from 'vitest';
import { json, refusal, serve } from '../testing/server';
import { ApiError } from './ApiError';
import { get, post, request } from './client';
import { createQueryClient, retryDelay, shouldRetry } from './queryClient';

async function failureOf(call: Promise<unknown>): Promise<ApiError> {
  const failure: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(ApiError);
  return failure as ApiError;
}

describe('the API client', () => {
  it('turns the error envelope into an ApiError with its request id and fields', async () => {
    const error = {
      code: 'VALIDATION_FAILED',
      message: 'name: too long',
      requestId: 'req_9',
      fields: [{ field: 'name', message: 'too long' }],
    };
    serve({ 'POST /v1/desktops': () => json(400, { error }) });
    const failure = await failureOf(post('/v1/desktops', { name: 'x' }));
    expect(failure).toMatchObject({ status: 400, ...error });
  });

  it('takes the request id from the header where an answer has no envelope', async () => {
    serve({
      'GET /api/keys': () =>
        new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'X-Request-Id': 'req_h' } }),
    });
    const failure = await failureOf(get('/api/keys'));
    expect(failure).toMatchObject({ status: 502, code: 'HTTP_502', requestId: 'req_h' });
    expect(failure.message).toContain('502');
  });

  it('does not mistake other JSON for an envelope', async () => {
    serve({ 'GET /api/keys': () => json(500, { error: 'oops' }) });
    expect(await failureOf(get('/api/keys'))).toMatchObject({ code: 'HTTP_500', requestId: null });
  });

  it('reports a server that cannot be reached', async () => {
    serve({});
    expect(await failureOf(get('/api/keys'))).toMatchObject({ status: 0, code: 'UNREACHABLE' });
  });

  it('sends a JSON body with its type, and no type without a body', async () => {
    const sent: (string | null)[] = [];
    serve({ 'POST /x': () => json(200, {}) });
    const answer = globalThis.fetch;
    globalThis.fetch = (path, init) => {
      sent.push(new Headers(init?.headers).get('Content-Type'));
      return answer(path, init);
    };
    await request('POST', '/x', { a: 1 });
    await request('POST', '/x');
    expect(sent).toEqual(['application/json', null]);
  });
});

describe('the query client', () => {
  it('says so when a query is answered 401, and does not ask again', async () => {
    let signedOut = 0;
    const client = createQueryClient(() => signedOut++);
    const calls = serve({ 'GET /api/keys': () => refusal(401, 'UNAUTHORIZED', 'You are signed out') });
    await failureOf(client.query({ queryKey: ['keys'], queryFn: () => get('/api/keys') }));
    expect(signedOut).toBe(1);
    expect(calls).toHaveLength(1);
  });

  it('says so when a change is answered 401', async () => {
    let signedOut = 0;
    const client = createQueryClient(() => signedOut++);
    serve({ 'POST /api/keys': () => refusal(401, 'UNAUTHORIZED', 'You are signed out') });
    const change = client.getMutationCache().build(client, { mutationFn: () => post('/api/keys', {}) });
    await failureOf(change.execute(undefined));
    expect(signedOut).toBe(1);
  });

  it('asks again only for what may pass by itself, and only twice', () => {
    const failed = (status: number) => new ApiError({ status, code: 'X', message: 'x' });
    expect([0, 429, 502, 503, 504].every((status) => shouldRetry(0, failed(status)))).toBe(true);
    expect([400, 401, 403, 404, 409, 500].some((status) => shouldRetry(0, failed(status)))).toBe(false);
    expect(shouldRetry(2, failed(503))).toBe(false);
    expect(shouldRetry(0, new TypeError('a bug'))).toBe(false);
  });

  it('does not keep anyone waiting in silence for a limit that frees late', () => {
    const limited = (retryAfterSeconds: number) =>
      new ApiError({ status: 429, code: 'RATE_LIMITED', message: 'slow', retryAfterSeconds });
    expect(shouldRetry(0, limited(5))).toBe(true);
    expect(shouldRetry(0, limited(6))).toBe(false);
  });

  it('waits as long as Retry-After says', async () => {
    serve({
      'GET /api/keys': () =>
        json(429, { error: { code: 'RATE_LIMITED', message: 'slow' } }, { 'Retry-After': '7' }),
    });
    expect(retryDelay(0, await failureOf(get('/api/keys')))).toBe(7_000);
    expect(retryDelay(1, ApiError.unreachable())).toBe(1_000);
  });
});
