import { gunzipSync } from 'node:zlib';
import type { ZodType } from 'zod';
import type * as z from 'zod';
import type { Database } from '../../shared/database/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import type { Operations } from '../../shared/http/operation.ts';
import { problemDetails } from '../../shared/http/problem-contract.ts';
import type { Watch } from '../../shared/http/record-access.ts';
import type { Routes } from '../../shared/http/route.ts';
import { context, httpEvent, type TestRequest } from './http-event.ts';

interface TestResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly bytes: Buffer;
  readonly text: string;
  /** Undefined unless it is JSON. */
  readonly body: unknown;
}

/** A route of a contract, called with less ceremony. */
interface Target<Result extends ZodType> {
  readonly method: NonNullable<TestRequest['method']>;
  readonly path: string;
  readonly result?: Result;
}

export interface Api {
  call(request: TestRequest): Promise<TestResponse>;
  /** Calls a route, which must succeed, and parses its answer by the contract. */
  result<Result extends ZodType>(
    route: Target<Result>,
    request?: Omit<TestRequest, 'route' | 'method'>,
  ): Promise<z.output<Result>>;
  /** Calls a route, which must answer with problem details. */
  problem(
    route: Target<ZodType>,
    request?: Omit<TestRequest, 'route' | 'method'>,
  ): Promise<z.output<typeof problemDetails>>;
}

/**
 * Calls a slice's handler in this process, just as Lambda would.
 * @param watch what writes down who reads; nothing unless given
 */
export function apiOf(
  operations: (database: Database) => Operations<Routes>,
  database: Database,
  watch: Watch = (_route, _request, respond) => respond(),
): Api {
  // What fails on purpose would bury the tests' own output.
  process.env['LOG_LEVEL'] = 'SILENT';
  const handler = httpHandler(operations(database), watch);

  async function call(request: TestRequest): Promise<TestResponse> {
    const response = await handler(httpEvent(request), context);
    const sent = Buffer.from(response?.body ?? '', response?.isBase64Encoded ? 'base64' : 'utf8');
    const headers = response?.headers ?? {};
    const bytes = headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    const isJson = /[/+]json$/.test(String(headers['content-type']));
    const text = bytes.toString('utf8');
    return {
      status: response?.statusCode ?? 0,
      headers,
      bytes,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  }

  return {
    call,
    async result(route, request) {
      const response = await call({ ...request, method: route.method, route: route.path });
      if (response.status >= 300 || !route.result) throw new Error(`${response.status} ${response.text}`);
      return route.result.parse(response.body);
    },
    async problem(route, request) {
      const response = await call({ ...request, method: route.method, route: route.path });
      if (response.headers['content-type'] !== 'application/problem+json') throw new Error(response.text);
      return problemDetails.parse(response.body);
    },
  };
}
