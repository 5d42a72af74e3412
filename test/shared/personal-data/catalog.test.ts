import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { otherColumns, TENANT } from '../../../shared/personal-data/other-columns.ts';
import { personalColumns } from '../../../shared/personal-data/personal-columns.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let catalog: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  // Whatever can hold a name, a text or an id: all types but numbers, times and yes or no.
  const { rows } = await database.admin.query<{ name: string }>(
    `select format('%s.%s', c.relname, a.attname) as name
     from pg_attribute a
     join pg_class c on c.oid = a.attrelid
     join pg_type t on t.oid = a.atttypid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and a.attnum > 0 and not a.attisdropped and a.attname <> $1
       and t.typcategory not in ('N', 'D', 'B', 'T')
       and t.oid not in ('smallint[]'::regtype, 'bigint[]'::regtype)
     order by 1`,
    [TENANT],
  );
  catalog = rows.map(({ name }) => name);
});
afterAll(() => database.drop());

const personal = personalColumns.map(({ table, column }) => `${table}.${column}`);
const others = otherColumns.flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`));

test('every column that can hold a text or an id is told to be about a person or not, once, and no other is', () => {
  expect(catalog.length).toBeGreaterThan(150);
  expect([...personal, ...others].toSorted()).toEqual(catalog.toSorted());
});

test('each has a reason in words', () => {
  for (const { what } of personalColumns) expect(what).toMatch(/\w+ \w+/);
  for (const { because } of otherColumns) expect(because).toMatch(/\w+ \w+/);
});

test('what is erased is in no archive, and is in the copy unless it is a hash, of a refused message or of the erasure itself', () => {
  for (const { table, column, erasure, export: exported, archive } of personalColumns) {
    if (erasure === 'kept') continue;
    expect(archive).toBe('left_out');
    if (!/hash/.test(column) && !['ingest_rejections', 'erasure_people'].includes(table))
      expect([table, column, exported]).toEqual([table, column, 'copied']);
  }
});
