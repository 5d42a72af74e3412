import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { organizations } from '../../../lambdas/ingest/organizations.statement.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('of those asked for, the ones that exist are found, and none besides', async () => {
  const first = await createOrganization(database);
  const second = await createOrganization(database);
  await createOrganization(database);
  const ask = (ids: readonly string[]) =>
    database.ingest.transaction((transaction) =>
      organizations.run(transaction, { ids, now: '2026-01-26T10:00:00Z' }),
    );
  expect(await ask([])).toEqual([]);
  expect(await ask([first, randomUUID()])).toEqual([
    {
      id: first,
      retention_days: 1095,
      kept_from: '2023-01-27T00:00:00.000Z',
      keep_descriptions: false,
      keep_error_messages: false,
    },
  ]);
  expect((await ask([first, second])).map(({ id }) => id).toSorted()).toEqual([first, second].toSorted());
});
