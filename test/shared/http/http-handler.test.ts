import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import type { Database } from '../../../shared/database/database.ts';
import { operation } from '../../../shared/http/operation.ts';
import { mustBe } from '../../../shared/http/schemas.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const common = { operationId: 'x', summary: 'x', tag: 'x' } as const;
const read = route({
  ...common,
  method: 'GET',
  path: '/api/v1/things',
  query: z.strictObject({ size: z.enum(['small', 'large'], mustBe('small or large')) }),
  status: 200,
  result: z.object({ size: z.string(), caller: z.string(), operator: z.boolean() }),
});
const write = route({
  ...common,
  method: 'POST',
  path: '/api/v1/things',
  body: z.strictObject({ size: z.strictObject({ width: z.int(mustBe('a whole number')) }) }),
  status: 201,
  result: z.object({ width: z.int() }),
});
const remove = route({ ...common, method: 'DELETE', path: '/api/v1/things', status: 204 });
const numbers = route({
  ...common,
  method: 'GET',
  path: '/api/v1/list',
  status: 200,
  result: z.array(z.int()),
});
const run = route({ ...common, method: 'POST', path: '/api/v1/run', status: 200, body: z.string() });

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  api = apiOf(operations, database.api);
});
afterAll(() => database.drop());

function operations(connection: Database) {
  return {
    read: operation(read, ({ query, caller }) =>
      Promise.resolve({ size: query.size, caller: caller.subject, operator: caller.isOperator }),
    ),
    write: operation(write, ({ body }) => Promise.resolve({ width: body.size.width })),
    numbers: operation(numbers, () => Promise.resolve(Array.from({ length: 500 }, (_, index) => index))),
    remove: operation(remove, () => Promise.resolve()),
    run: operation(run, ({ body }) => connection.transaction((transaction) => transaction.query(body))),
  };
}

describe('a read', () => {
  const request = { route: read.path, query: { size: 'small' } };

  test('has a strong tag of its body and must be revalidated', async () => {
    const { status, text, headers } = await api.call(request);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      etag: `"${createHash('sha256').update(text).digest('base64url')}"`,
      'cache-control': 'private, no-cache',
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
      'strict-transport-security': expect.stringContaining('max-age='),
    });
  });

  test('that is large comes compressed, and is not sent again under its weak tag', async () => {
    const large = { route: numbers.path, headers: { 'Accept-Encoding': 'br, gzip' } };
    const first = await api.call(large);
    expect(first.headers).toMatchObject({ 'content-encoding': 'gzip', etag: expect.stringMatching(/^W\/"/) });
    expect(first.body).toHaveLength(500);
    const headers = { ...large.headers, 'If-None-Match': String(first.headers['etag']) };
    expect(await api.call({ ...large, headers })).toMatchObject({ status: 304, text: '' });
  });

  test('is not sent again while it is the same', async () => {
    const { headers } = await api.call(request);
    const etag = String(headers['etag']);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await api.call({ ...request, headers: { 'If-None-Match': tag } });
      expect(again).toMatchObject({
        status: 304,
        text: '',
        headers: { etag, 'cache-control': 'private, no-cache' },
      });
    }
    expect(await api.call({ ...request, headers: { 'if-none-match': '"other"' } })).toMatchObject({
      status: 200,
    });
  });

  test('knows the caller from the claims', async () => {
    expect((await api.call({ ...request, subject: 'bob', operator: true })).body).toEqual({
      size: 'small',
      caller: 'bob',
      operator: true,
    });
    expect(await api.call({ ...request, subject: null })).toMatchObject({ status: 401 });
  });

  test('names parameters that are unknown, missing or wrong', async () => {
    const unknown = await api.problem(read, { query: { size: 'small', colour: 'red', shape: 'round' } });
    expect(unknown).toMatchObject({ type: 'urn:payback:problem:invalid-request', status: 400 });
    expect(unknown.instance).toBe('urn:payback:request:test-request');
    expect(unknown.errors).toEqual([
      { parameter: 'colour', detail: 'is unknown: the parameters are size' },
      { parameter: 'shape', detail: 'is unknown: the parameters are size' },
    ]);
    const missing = await api.problem(read);
    expect(missing.errors).toEqual([{ parameter: 'size', detail: 'is required: small or large' }]);
    const wrong = await api.problem(read, { query: { size: 'huge' } });
    expect(wrong.detail).toBe('size must be small or large.');
  });
});

describe('a write', () => {
  const request = { method: 'POST', route: write.path } as const;

  test('answers with its status, never to be stored', async () => {
    const created = await api.call({ ...request, body: { size: { width: 3 } } });
    expect(created).toMatchObject({
      status: 201,
      body: { width: 3 },
      headers: { 'cache-control': 'no-store' },
    });
    expect(await api.call({ method: 'DELETE', route: remove.path })).toMatchObject({ status: 204, text: '' });
  });

  test('names fields that are unknown, missing or wrong', async () => {
    const wrong = await api.problem(write, { body: { size: { width: 1.5, depth: 2 }, name: 'x' } });
    expect(wrong.errors?.map((error) => error.field).sort()).toEqual(['name', 'size.depth', 'size.width']);
    const missing = { field: 'size', detail: 'is required: a JSON object' };
    expect((await api.problem(write, { body: {} })).errors).toEqual([missing]);
    const none = { field: 'size', detail: 'must be a JSON object' };
    expect((await api.problem(write, { body: { size: 3 } })).errors).toEqual([none]);
    const list = await api.problem(write, { body: [] });
    expect(list).toMatchObject({
      detail: 'The body must be a JSON object.',
      errors: [{ detail: 'must be a JSON object' }],
    });
  });

  test('is refused when it is not JSON', async () => {
    expect(await api.call({ ...request, body: '{"size":' })).toMatchObject({ status: 400 });
    const form = {
      ...request,
      body: 'size=3',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    expect(await api.call(form)).toMatchObject({ status: 415, body: { title: 'Not JSON' } });
  });
});

test('an unknown address is a problem too', async () => {
  expect(await api.call({ route: '/api/v1/nothing' })).toMatchObject({ status: 404 });
});

describe('what fails inside', () => {
  const problem = (statement: string) => api.problem(run, { body: JSON.stringify(statement) });

  test('is not told, and told apart from an outage', async () => {
    const internal = await problem('select secret_column from organizations');
    expect(internal).toMatchObject({ status: 500, type: 'urn:payback:problem:internal' });
    expect(JSON.stringify(internal)).not.toContain('secret_column');
  });

  test('a statement that takes too long comes with advice', async () => {
    const timeout = await problem(
      "do $$ begin perform set_config('statement_timeout', '1', true); end $$; select pg_sleep(1)",
    );
    expect(timeout).toMatchObject({ status: 503, type: 'urn:payback:problem:timeout' });
    expect(timeout.detail).toContain('shorter range');
  });

  test('a lost connection is an outage, and the next request has a new one', async () => {
    expect(await problem('select pg_terminate_backend(pg_backend_pid())')).toMatchObject({
      status: 503,
      type: 'urn:payback:problem:unavailable',
    });
    expect(await api.call({ method: 'POST', route: run.path, body: '"select 1"' })).toMatchObject({
      status: 200,
    });
  });
});
