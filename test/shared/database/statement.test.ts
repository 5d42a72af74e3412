import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { json, nullable, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What a row gives for an expression. */
async function read(expression: string): Promise<unknown> {
  const select = statement<{ value: unknown }>()({
    name: 'read',
    parameters: {},
    notNull: [],
    text: `select ${expression} as value`,
  });
  return (await database.ingest.transaction((transaction) => select.one(transaction))).value;
}

test.each([
  ['9007199254740991', 9_007_199_254_740_991],
  ['-9007199254740991', -9_007_199_254_740_991],
])('%s::bigint is a number', async (literal, value) => {
  expect(await read(`${literal}::bigint`)).toBe(value);
  expect(await read(`array[${literal}]::bigint[]`)).toEqual([value]);
});

test.each(['9007199254740992', '-9007199254740992'])('%s::bigint is refused', async (literal) => {
  await expect(read(`(${literal})::bigint`)).rejects.toThrow(RangeError);
  await expect(read(`array[1, ${literal}]::bigint[]`)).rejects.toThrow(RangeError);
});

test.each<[string, unknown]>([
  ['123456789012.123456789012::numeric', '123456789012.123456789012'],
  ["'NaN'::numeric", 'NaN'],
  ['1.5::float8', 1.5],
  ["'2026-01-26T10:00:00.123999+02'::timestamptz", '2026-01-26T08:00:00.123Z'],
  ["'infinity'::timestamptz", 'infinity'],
  ["'-infinity'::timestamptz", '-infinity'],
  ["'2026-03-29'::date", '2026-03-29'],
  ["array['2026-03-29']::date[]", ['2026-03-29']],
  [`array['a', '', 'null', '"', '{,}']`, ['a', '', 'null', '"', '{,}']],
  ["'{}'::text[]", []],
  ['null::text[]', null],
  ["array['00000000-0000-4000-8000-000000000001']::uuid[]", ['00000000-0000-4000-8000-000000000001']],
  [`'{"a": [1, null]}'::jsonb`, { a: [1, null] }],
  ['null::bigint', null],
])('%s', async (expression, value) => {
  expect(await read(expression)).toEqual(value);
});

test('null in an array is refused', async () => {
  await expect(read("array['a', null]")).rejects.toThrow('holds null');
});

const echo = statement<{ readonly first: string; readonly second: unknown }>()({
  name: 'echo',
  parameters: { first: text, second: nullable(json) },
  notNull: ['first'],
  text: `select nullif($1::text, 'null') as first, $2::jsonb as second from generate_series(1, length($1))`,
});

test('parameters go by name, whatever the order in which they are given', async () => {
  expect(echo.values({ second: ['x'], first: 'a' })).toEqual(['a', '["x"]']);
  await database.ingest.transaction(async (transaction) => {
    expect(await echo.run(transaction, { second: { x: null }, first: 'ab' })).toEqual([
      { first: 'ab', second: { x: null } },
      { first: 'ab', second: { x: null } },
    ]);
    expect(await echo.one(transaction, { second: undefined, first: 'a' })).toEqual({
      first: 'a',
      second: null,
    });
  });
});

test.each([
  ['', 'echo gave no row instead of one'],
  ['ab', 'echo gave several rows instead of one'],
  ['null', 'echo: first is null, which its type denies'],
])('the only row of %j is an error', async (first, message) => {
  const one = database.ingest.transaction((transaction) => echo.one(transaction, { first, second: null }));
  await expect(one).rejects.toThrow(message);
});
