import { vi } from 'vitest';
import type { Session } from '../api/types';

export interface Call {
  method: string;
  path: string;
  body: unknown;
}

type Handler = (call: Call) => Response;

/**
 * Answers `fetch` from a table of `"METHOD /path?query"`, or without the query for any; a route that is missing fails the
 * call. Returns the calls made.
 */
export function serve(routes: Record<string, Handler>): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const call = { method: init.method ?? 'GET', path, body };
    calls.push(call);
    const handler = routes[`${call.method} ${path}`] ?? routes[`${call.method} ${path.replace(/\?.*/, '')}`];
    return handler
      ? Promise.resolve(handler(call))
      : Promise.reject(new Error(`no route ${call.method} ${path}`));
  });
  return calls;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

export function refusal(status: number, code: string, message: string): Response {
  return json(status, { error: { code, message, requestId: 'req_test1' } });
}

export const session: Session = {
  user: { id: 'usr_1', email: 'ada@example.org', name: 'Ada Lovelace', avatarUrl: null },
  organisation: { id: 'org_1', uuid: '7d0a', name: 'Analytical Engines', role: 'owner' },
  expiresAt: '2026-12-24T00:00:00Z',
};
