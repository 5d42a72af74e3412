import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readCoverage } from '../../../lambdas/analytics/coverage/coverage.statement.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.001' });
});
afterAll(() => database.drop());

interface Baseline {
  readonly provider: string;
  readonly model: string | null;
}

/** An organization with a baseline for each kind of task, and one execution of each kind. */
async function oneTaskOfEach(baselines: readonly Baseline[], provider: string): Promise<string> {
  const id = await createOrganization(database, { baseline: null });
  for (const [index, baseline] of baselines.entries()) {
    await database.admin.query(
      `insert into organization_baselines (organization_id, rule, task_type, provider, model, effective_date, created_by)
       values ($1, 'task_type', $2, $3, $4, '-infinity', 'test')`,
      [id, `kind-${index}`, baseline.provider, baseline.model],
    );
  }
  await store(
    database,
    id,
    baselines.map((_, index) => ({ provider, task_type: `kind-${index}` })),
  );
  return id;
}

const coverageOf = (organizationId: string, mostGroups: number, sort: 'on' | 'off' = 'on') =>
  database.unbound.transaction(async (transaction) => {
    await transaction.query(`set local enable_sort = ${sort}`);
    const range = { start: '2026-01-20', end: '2026-01-20', timeZone: 'UTC' };
    return readCoverage.one(transaction, { organizationId, ...range, mostGroups });
  });

// Sorted by their key before they are counted, groups come in order by themselves; hashed they do not.
test.each(['on', 'off'] as const)(
  'of equally many, those are told that come first by the baseline (sorting %s)',
  async (sort) => {
    const models = ['m-7', 'm-2', 'm-5', 'm-0', 'm-3', 'm-6', 'm-1', 'm-4'];
    const baselines = models.flatMap((model) => ['late', 'early'].map((provider) => ({ provider, model })));
    const organizationId = await oneTaskOfEach(baselines, 'fast');
    const told = (provider: string) =>
      models.toSorted().map((model) => ({
        reason: 'baseline_price_missing',
        baseline_provider: provider,
        baseline_model: model,
        executions: 1,
      }));
    const sorted = [...told('early'), ...told('late')];
    for (const most of [1, 3, 7, 8, 9, 16]) {
      const { groups } = await coverageOf(organizationId, most, sort);
      expect(groups).toMatchObject(sorted.slice(0, most));
    }
  },
);

test('what has no actual cost is one group, whatever the baseline is', async () => {
  const baselines = [
    { provider: 'fast', model: 'm-1' },
    { provider: 'fast', model: 'm-2' },
    { provider: 'new', model: 'm-1' },
    { provider: 'new', model: null },
  ];
  const organizationId = await oneTaskOfEach(baselines, 'nobody');
  expect((await coverageOf(organizationId, 100)).groups).toMatchObject([
    { reason: 'actual_price_missing', executions: 4, baseline_provider: null, baseline_model: null },
  ]);
});

test('where nothing ran, everything is 0', async () => {
  expect(await coverageOf(await createOrganization(database), 100)).toEqual({
    executions: 0,
    priced: 0,
    failed_without_usage: 0,
    compared: 0,
    baseline_cost: '0',
    groups: [],
  });
});
