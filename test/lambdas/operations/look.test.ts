import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { lookTopics } from '../../../lambdas/operations/contract.ts';
import { answer } from '../../../lambdas/operations/operations.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let organizationId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  organizationId = await createOrganization(database);
  const start = new Date(Date.now() - 600_000).toISOString();
  const texts = { user_id: 'ann@example.com', task_id: 'hunter-task', task_description: 'hunter2' };
  await store(database, organizationId, [{ ...texts, start_time: start }], new Date().toISOString());
  await database.admin.query(
    `insert into erasures (organization_id, requested_by, requested_at) values ($1, 'ann@example.com', now());`,
    [organizationId],
  );
});
afterAll(() => database.drop());

test.each(lookTopics)('on %s there is an answer, without a text that people wrote', async (topic) => {
  const rows = await answer(database.operations, { command: 'look', topic }, Date.now());
  expect(rows).toEqual(expect.any(Array));
  expect(JSON.stringify(rows)).not.toMatch(/hunter|ann@/);
});

test('what is unfinished is told', async () => {
  const look = (topic: 'erasures' | 'busiest') =>
    answer(database.operations, { command: 'look', topic }, Date.now());
  expect(await look('erasures')).toMatchObject([{ organization_id: organizationId, people_left: 0 }]);
  expect(await look('busiest')).toMatchObject([{ organization_id: organizationId, tasks: 1 }]);
});
