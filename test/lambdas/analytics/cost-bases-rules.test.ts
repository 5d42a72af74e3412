import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { baselineRules } from '../../../lambdas/analytics/savings-summary/baseline-rules.statement.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.003' });
});
afterAll(() => database.drop());

const rulesOf = (organizationId: string) =>
  database.unbound.transaction((transaction) =>
    baselineRules.run(transaction, {
      organizationId,
      start: '2026-01-20',
      end: '2026-01-20',
      timeZone: 'UTC',
      provider: null,
    }),
  );

/** An organization with executions to which these rules applied, each with what its baseline cost. */
async function organizationWith(applied: readonly (readonly [rule: string, cost: number])[]) {
  const id = await createOrganization(database);
  await store(
    database,
    id,
    applied.map((_, index) => ({ task_id: `task-${index}` })),
  );
  for (const [index, [rule, cost]] of applied.entries()) {
    await database.admin.query(
      'update task_executions set baseline_rule = $3, baseline_cost = $4 where organization_id = $1 and task_id = $2',
      [id, `task-${index}`, rule, cost],
    );
  }
  return id;
}

test('rules come by what their baselines cost, and are looked up only where there are several', async () => {
  const id = await organizationWith([
    ['task_type', 6],
    ['label', 3],
    ['organization', 9],
    ['label', 3],
  ]);
  expect(await rulesOf(id)).toEqual([]);
  await database.admin.query(
    `insert into organization_baselines (organization_id, rule, task_type, provider, effective_date, created_by)
     values ($1, 'task_type', 'review', 'slow', '-infinity', 'test')`,
    [id],
  );
  expect(await rulesOf(id)).toEqual([
    { rule: 'organization', tasks: 1, baseline_cost: '9.000000000000' },
    { rule: 'label', tasks: 2, baseline_cost: '6.000000000000' },
    { rule: 'task_type', tasks: 1, baseline_cost: '6.000000000000' },
  ]);
  // What another has is none of its own.
  expect(await rulesOf(await organizationWith([['organization', 9]]))).toEqual([]);
});
