import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import { Download, Elsewhere } from '../../../shared/http/download.ts';
import { operation } from '../../../shared/http/operation.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const file = route({
  method: 'GET',
  path: '/api/v1/file',
  operationId: 'getFile',
  summary: 'A file',
  tag: 'x',
  query: z.strictObject({ kind: z.enum(['kept', 'unkept', 'elsewhere']) }),
  status: 200,
  files: { 'application/pdf': 'A file.' },
});
// Bytes that are no text.
const bytes = Uint8Array.from([0x25, 0x50, 0xff, 0x00, 0xfe]);

let database: TestDatabase;
let api: Api;
let written = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(
    () => ({
      file: operation(file, ({ query }) => {
        const options = { contentType: 'application/pdf', filename: 'figures.pdf' };
        written += 1;
        return Promise.resolve(
          query.kind === 'elsewhere'
            ? new Elsewhere('https://example.com/figures?signature=1')
            : new Download({
                ...options,
                // As a file with the time of writing in it.
                bytes: Uint8Array.from([...bytes, written]),
                ...(query.kind === 'kept' ? { says: { total: '1.5' } } : {}),
              }),
        );
      }),
    }),
    database.api,
  );
});
afterAll(() => database.drop());

const get = (kind: string, headers = {}) => api.call({ route: file.path, query: { kind }, headers });

test('a file arrives byte for byte, to be saved under its name', async () => {
  const response = await get('unkept');
  expect(response.bytes).toEqual(Buffer.from([...bytes, written]));
  expect(response).toMatchObject({
    status: 200,
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="figures.pdf"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
  expect(response.headers).not.toHaveProperty('etag');
});

test('a file that says the same is not sent again, though its bytes differ', async () => {
  const { headers } = await get('kept');
  const etag = String(headers['etag']);
  expect(etag).toMatch(/^W\/"/);
  for (const tag of [etag, etag.replace('W/', ''), '*']) {
    expect(await get('kept', { 'if-none-match': tag })).toMatchObject({
      status: 304,
      text: '',
      headers: { etag },
    });
  }
  expect(await get('kept', { 'if-none-match': '"other"' })).toMatchObject({ status: 200 });
});

test('a file elsewhere is a redirect to it that nobody keeps', async () => {
  expect(await get('elsewhere')).toMatchObject({
    status: 303,
    text: '',
    headers: { location: 'https://example.com/figures?signature=1', 'cache-control': 'no-store' },
  });
});
