import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { operation } from '../../../shared/http/operation.ts';
import { route } from '../../../shared/http/route.ts';
import { freeText, instant, mustBe, name, uuid } from '../../../shared/http/schemas.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const LARGEST = 1_000_000;
const LARGEST_ANSWER = 20_000;

const common = { operationId: 'x', summary: 'x', tag: 'x', method: 'POST' } as const;
const write = route({
  ...common,
  path: '/api/v1/things',
  query: z.strictObject({ since: instant.optional() }),
  body: z.strictObject({
    name: name(1, 20).optional(),
    note: freeText(0, 2000).optional(),
    ids: z.array(uuid).optional(),
    parts: z.array(z.strictObject({ size: z.int(mustBe('a whole number')) })).optional(),
    labels: z.record(z.string(), z.string(mustBe('text'))).optional(),
  }),
  status: 201,
  result: z.object({}),
});

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(() => ({ write: operation(write, () => Promise.resolve({})) }), database.api);
});
afterAll(() => database.drop());

const send = (body: unknown, more: object = {}) =>
  api.call({ method: 'POST', route: write.path, body, ...more });

test('of unknown names twenty are told, each cut to 100 characters, and how many more there are', async () => {
  const keys = Array.from({ length: 5_000 }, (_, index) => `${'k'.repeat(150)}${index}`);
  const { status, text, body } = await send(Object.fromEntries(keys.map((key) => [key, 1])));
  expect(status).toBe(400);
  expect(text.length).toBeLessThan(LARGEST_ANSWER);
  const { errors, detail } = z
    .object({
      detail: z.string(),
      errors: z.array(z.object({ field: z.string().optional(), detail: z.string() })),
    })
    .parse(body);
  expect(errors).toHaveLength(21);
  expect(errors[0]?.field).toBe(`${'k'.repeat(100)}…`);
  expect(errors[20]).toEqual({ detail: 'and 4980 more' });
  expect(detail).toMatch(/; and 4995 more\.$/);
});

test('of wrong values fifty are told', async () => {
  const { body, text } = await send({ ids: Array.from({ length: 20_000 }, () => 'no') });
  expect(text.length).toBeLessThan(LARGEST_ANSWER);
  const { errors } = z.object({ errors: z.array(z.looseObject({ detail: z.string() })) }).parse(body);
  expect(errors).toHaveLength(51);
  expect(errors[49]).toEqual({ field: 'ids.49', detail: 'must be a UUID' });
  expect(errors[50]).toEqual({ detail: 'and 19950 more' });
});

test.each([
  ['a body of a megabyte', 'x'.repeat(LARGEST - 2), false, 400],
  ['one byte more', 'x'.repeat(LARGEST - 1), false, 413],
  ['characters of several bytes', '€'.repeat(LARGEST / 3), false, 413],
  ['base64 of a megabyte', 'x'.repeat(LARGEST - 2), true, 400],
  ['base64 of one byte more', 'x'.repeat(LARGEST - 1), true, 413],
])('%s', async (_, content, encoded, status) => {
  const json = JSON.stringify(content);
  const response = await send(encoded ? Buffer.from(json).toString('base64') : json, { encoded });
  expect(response).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' } });
  if (status === 413) expect(response.body).toMatchObject({ detail: 'Send at most 1,000,000 bytes.' });
});

const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('\0', '\ud800', '‮', '__proto__'),
);
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.jsonValue(),
    wild,
    fc.array(tie('value')),
    fc.dictionary(wild, tie('value')),
  ),
})).value;
/** One of them many times, as far as a body may be long. */
const bodies = fc
  .tuple(
    fc.constantFrom('name', 'note', 'ids', 'parts', 'labels', 'other', ''),
    values,
    wild,
    fc.integer({ min: 1, max: 20_000 }),
    fc.boolean(),
  )
  .map(([field, value, key, times, asList]) => {
    const size = JSON.stringify(value ?? null).length + 6 * key.length + 20;
    const count = Math.max(1, Math.min(times, Math.floor(900_000 / size)));
    const many = Array.from({ length: count }, (_, index) => index);
    const repeated = asList
      ? many.map(() => value)
      : Object.fromEntries(many.map((index) => [`${key}${index}`, value]));
    return field === '' ? repeated : { [field]: repeated };
  });

test('whatever is sent, the answer is short and names what is allowed', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const { status, bytes } = await send(body);
      expect([201, 400, 413]).toContain(status);
      expect(bytes.length).toBeLessThan(LARGEST_ANSWER);
    }),
    { numRuns: 150 },
  );
});

const SEEN = ['Initech', 'Ünïted 東京 🚀', "O'Neill & Sons (2)", 'a'];
const UNSEEN = [
  '',
  'a\nb',
  'a\tb',
  'a\0',
  '\u{1B}[31m',
  'a\u{202E}b',
  'a\u{2066}b',
  'zero\u{200B}width',
  '\u{FEFF}a',
  'a\u{2028}b',
  '\u{3164}',
  'a\u{34F}',
  'a\u{AD}b',
  '\u{E0041}',
  ' a',
  'a ',
  '\ud800',
];
test.each([...SEEN.map((text) => [text, 201] as const), ...UNSEEN.map((text) => [text, 400] as const)])(
  'as a name: %j %d',
  async (text, status) => {
    const response = await send({ name: text });
    expect(response.status).toBe(status);
    if (status === 400)
      expect(response.body).toMatchObject({
        errors: [{ field: 'name', detail: expect.stringContaining('must be') }],
      });
  },
);

test.each([
  ['two\nlines\r\nand\ta tab', 201],
  ['می‌خواهم 👨‍👩‍👧', 201],
  ['an escape \u{1B}[31m', 400],
  ['a \u{202E}turn', 400],
  ['an \u{2067}isolate', 400],
  ['\u{7F}', 400],
  ['\u{85}', 400],
])('as a text of several lines: %j %d', async (text, status) => {
  expect((await send({ note: text })).status).toBe(status);
});
