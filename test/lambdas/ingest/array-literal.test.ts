import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arrayOf, textArrayOf } from '../../../lambdas/ingest/array-literal.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('PostgreSQL reads back any text, absent values and the word null', async () => {
  const text = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed().replaceAll('\0', ''));
  const values = fc.array(
    fc.oneof(text, fc.constantFrom(null, 'null', 'NULL', '', '{}', ',', '"', '\\', ' ')),
  );
  await fc.assert(
    fc.asyncProperty(values, async (array) => {
      const { rows } = await database.admin.query('select $1::text[] as value', [textArrayOf(array)]);
      expect(rows).toEqual([{ value: array }]);
    }),
  );
});

test('numbers and booleans keep their values', async () => {
  const { rows } = await database.admin.query('select $1::float8[] as numbers, $2::boolean[] as truths', [
    arrayOf([1, -0.5, null, 1e-7, 2 ** 53]),
    arrayOf([true, undefined, false]),
  ]);
  expect(rows).toEqual([{ numbers: [1, -0.5, null, 1e-7, 2 ** 53], truths: [true, null, false] }]);
});
