import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('every table of the schema forces row-level security', async () => {
  const { rows } = await database.admin.query(
    `select relname from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and not (relrowsecurity and relforcerowsecurity)
     order by relname`,
  );
  expect(rows.map((row: { relname: string }) => row.relname)).toEqual(['schema_functions', 'schema_migrations']);
});
