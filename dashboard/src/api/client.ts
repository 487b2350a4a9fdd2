import { ApiError } from './ApiError';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One call with the session cookie. Resolves to a successful answer, rejects with an {@link ApiError}. */
export async function request(method: Method, path: string, body?: unknown): Promise<Response> {
  const response = await send(method, path, body);
  if (!response.ok) {
    throw await ApiError.fromResponse(response);
  }
  return response;
}

export async function get<T>(path: string): Promise<T> {
  return (await (await request('GET', path)).json()) as T;
}

export async function post<T>(path: string, body?: unknown): Promise<T> {
  return (await (await request('POST', path, body)).json()) as T;
}

export async function put<T>(path: string, body: unknown): Promise<T> {
  return (await (await request('PUT', path, body)).json()) as T;
}

export async function patch<T>(path: string, body: unknown): Promise<T> {
  return (await (await request('PATCH', path, body)).json()) as T;
}

/** A deletion that is answered with a receipt. */
export async function remove<T>(path: string): Promise<T> {
  return (await (await request('DELETE', path)).json()) as T;
}

async function send(method: Method, path: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw ApiError.unreachable();
  }
}
