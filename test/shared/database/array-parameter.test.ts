import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  bigintArray,
  booleanArray,
  byteaArray,
  dateArray,
  doubleArray,
  jsonbArray,
  textArray,
  timestamptzArray,
  uuidArray,
} from '../../../shared/database/array-parameter.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function readBack(type: string, parameter: Buffer | null): Promise<unknown> {
  const { rows } = await database.admin.query<{ value: unknown }>(
    `select array(select element::text from unnest($1::${type}[]) as element) as value`,
    [parameter],
  );
  return rows[0]?.value;
}

test('PostgreSQL reads back any text, absent values and the word null', async () => {
  const text = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed().replaceAll('\0', ''));
  const values = fc.array(fc.oneof(text, fc.constantFrom(null, undefined, 'null', '', '{}', ',', '"', '\\')));
  await fc.assert(
    fc.asyncProperty(values, async (array) => {
      const expected = array.map((value) => value ?? null);
      expect(await readBack('text', textArray(array))).toEqual(expected);
      const json = array.map((value) => (value == null ? value : [value]));
      const read = array.map((value) => (value == null ? null : `[${JSON.stringify(value)}]`));
      expect(await readBack('jsonb', jsonbArray(json))).toEqual(read);
    }),
  );
});

test('numbers keep their values over the whole range that a double holds exactly', async () => {
  const numbers = fc.array(fc.option(fc.maxSafeInteger()));
  await fc.assert(
    fc.asyncProperty(
      numbers,
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
      async (whole, any) => {
        expect(await readBack('bigint', bigintArray(whole))).toEqual(
          whole.map((value) => value?.toString() ?? null),
        );
        const { rows } = await database.admin.query<{ value: number[] }>(
          'select $1::double precision[] as value',
          [doubleArray(any)],
        );
        expect(rows[0]?.value).toEqual(
          any.map((value) => (Object.is(value, -0) ? expect.closeTo(0) : value)),
        );
      },
    ),
  );
});

test('UUIDs, bytes and truths keep their values', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.uuid())),
      fc.array(fc.option(fc.boolean())),
      async (ids, truths) => {
        expect(await readBack('uuid', uuidArray(ids))).toEqual(ids);
        const hex = ids.map((id) => id?.replaceAll('-', ''));
        expect(await readBack('bytea', byteaArray(hex))).toEqual(
          hex.map((value) => (value ? `\\x${value}` : null)),
        );
        expect(await readBack('boolean', booleanArray(truths))).toEqual(
          truths.map((truth) => truth?.toString() ?? null),
        );
      },
    ),
  );
});

test('dates are the days that they are', async () => {
  const day = fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(day)), async (days) => {
      expect(await readBack('date', dateArray(days))).toEqual(days);
    }),
  );
});

test.each([
  '2026-01-26T10:00:00Z',
  '2026-01-26T10:00:00.123Z',
  '2026-01-26T12:00:00+02:00',
  '2026-01-26T10:00:00.123456Z',
  '2026-01-26T10:00:00.1234567Z',
  '2026-01-26T23:59:59.9999996Z',
  '2026-01-26T04:30:00.000001-05:30',
  '1969-12-31T23:59:59.999999Z',
])('%s is the instant that PostgreSQL reads from its text', async (instant) => {
  const { rows } = await database.admin.query('select $1::timestamptz[] = array[$2::timestamptz] as same', [
    timestamptzArray([instant]),
    instant,
  ]);
  expect(rows).toEqual([{ same: true }]);
});
