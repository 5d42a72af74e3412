import type { Route } from '../../../../shared/http/route.ts';
import { accessToken, refreshed, signIn } from '../session/session.ts';
import { addressOf, type Addressed } from './address.ts';
import { takeEarlyAnswer } from './early.ts';
import type { OperationName, RequestOf, ResultOf } from './operation.ts';
import { problemOf } from './problem-of.ts';
import { Unreachable } from './problem.ts';

/**
 * Calls one operation of the API.
 * @throws ApiProblem what the API says is wrong
 * @throws Unreachable without any answer
 */
export async function call<R extends Route>(
  name: OperationName<R>,
  request: RequestOf<R>,
  signal?: AbortSignal,
): Promise<ResultOf<R>> {
  const response = await send(name, request, { signal: signal ?? null });
  const result: ResultOf<R> = response.status === 204 ? undefined : await response.json();
  return result;
}

/** Gets a file of an operation that answers with one; a redirect to where it lies is followed. */
export async function download<R extends Route>(
  name: OperationName<R>,
  request: RequestOf<R>,
): Promise<{ readonly file: Blob; readonly filename: string | undefined }> {
  const response = await send(name, request, {});
  const filename = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { file: await response.blob(), filename };
}

async function send(
  name: string,
  { body, ...addressed }: Addressed & { readonly body?: unknown },
  options: RequestInit,
): Promise<Response> {
  const [method = 'GET', template = ''] = name.split(' ');
  const url = addressOf(template, addressed);
  const attempt = async (token: string): Promise<Response> => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    try {
      const early = method === 'GET' ? takeEarlyAnswer(url, token) : undefined;
      return await (early ??
        fetch(url, {
          ...options,
          method,
          headers,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }));
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw new Unreachable(error);
    }
  };
  let response = await attempt(await accessToken());
  if (response.status === 401) {
    const token = await refreshed();
    if (token === undefined) return await signIn();
    response = await attempt(token);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}
