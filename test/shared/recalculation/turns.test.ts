import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { createVoid, restoreVoid } from '../../../lambdas/organizations/voids/contract.ts';
import { createBaseline } from '../../../lambdas/organizations/baselines/contract.ts';
import { updateOrganization } from '../../../lambdas/organizations/contract.ts';
import { createPrice } from '../../../lambdas/pricing/prices/contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { MOST_WAITING } from '../../../shared/recalculation/refuse-too-many.ts';
import { nextBatch, planRecalculation } from '../../../shared/recalculation/work.statement.ts';
import { apiOf } from '../../support/api.ts';
import { createOrganization, store, testHashes } from '../../support/fixture.ts';
import { acmePrice } from '../../support/price-book.ts';
import { startAnew } from '../../support/recalculations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Asks for recalculations, null: of all organizations, in this order, and plans them. @returns their ids */
async function ask(of: readonly (string | null)[]): Promise<string[]> {
  const ids: string[] = [];
  for (const organizationId of of) {
    const id = randomUUID();
    await database.admin.query(
      `insert into recalculations (id, organization_id, cause, start_time, end_time, created_by)
       values ($1, $2, 'baseline_change', '-infinity', 'infinity', 'test')`,
      [id, organizationId],
    );
    await database.pricing.transaction((transaction) => planRecalculation.run(transaction, { id }));
    ids.push(id);
  }
  return ids;
}

/** One batch after another, of one execution each. @returns whose turn it was, each time */
async function batches(): Promise<string[]> {
  const turns: string[] = [];
  for (;;) {
    const [batch] = await database.pricing.transaction((transaction) =>
      nextBatch.run(transaction, { batchSize: 1 }),
    );
    if (!batch || batch.recalculation_id === null) return turns;
    turns.push(batch.recalculation_id);
  }
}

async function organizations(executions: readonly number[]): Promise<string[]> {
  await startAnew(database);
  await database.admin.query('truncate recalculations, recalculation_pieces, recalculation_days cascade');
  const ids: string[] = [];
  for (const count of executions) {
    const id = await createOrganization(database, { members: { alice: 'admin' } });
    await store(
      database,
      id,
      Array.from({ length: count }, () => ({})),
    );
    ids.push(id);
  }
  return ids;
}

test('however many wait of one organization, one of another is done within two batches more than it takes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      async (waiting, many, few) => {
        const [busy = '', quiet = ''] = await organizations([many, few]);
        await ask(Array.from({ length: waiting }, () => busy));
        // One batch of the busy one's has begun.
        await database.pricing.transaction((transaction) => nextBatch.run(transaction, { batchSize: 1 }));
        const [its = ''] = await ask([quiet]);
        const turns = await batches();
        // The last batch of one looks for another execution, and finds none.
        expect(turns.indexOf(its)).toBeLessThanOrEqual(1);
        expect(turns.lastIndexOf(its)).toBeLessThanOrEqual(2 * few + 3);
      },
    ),
    { numRuns: 15 },
  );
});

test.each([
  ['in one organization, each waits for those before it, those of all among them', [2], [0, null]],
  ['among two, each waits for those of its own organization before it', [2, 1], [0, 1]],
] as const)('%s', async (_, executions, kinds) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...kinds), { minLength: 2, maxLength: 7 }), async (order) => {
      const own = await organizations(executions);
      const ids = await ask(order.map((index) => (index === null ? null : (own[index] ?? ''))));
      const turns = await batches();
      for (const [later, of] of order.entries()) {
        for (const [earlier, before] of order.slice(0, later).entries()) {
          if (executions.length > 1 && of !== before) continue;
          expect(turns.lastIndexOf(ids[earlier] ?? '')).toBeLessThan(turns.indexOf(ids[later] ?? ''));
        }
      }
      const { rows } = await database.admin.query(
        'select count(*)::integer as left from recalculations where finished_at is null',
      );
      expect(rows).toEqual([{ left: 0 }]);
    }),
    { numRuns: 15 },
  );
});

test('an organization waits for so many at the most, and another one is not refused for that', async () => {
  const api = apiOf(
    (connection) => ({
      ...organizationsOperations(connection, { producersEnforced: false, hashesOf: testHashes }),
      ...pricingOperations(connection),
    }),
    database.api,
  );
  const [busy = '', quiet = ''] = await organizations([1, 1]);
  const ofProducer = (organization_id: string) => ({
    body: { organization_id, producer: 'AROATESTSENDER0000001', reason: 'wrong' },
  });
  const taken = await api.result(createVoid, ofProducer(busy));
  await database.pricing.transaction((transaction) =>
    planRecalculation.run(transaction, { id: taken.recalculation_id }),
  );
  await batches();
  const wait = (count: number) =>
    database.admin.query(
      `insert into recalculations (organization_id, cause, start_time, end_time, created_by)
       select $1, 'baseline_change', '-infinity', 'infinity', 'test' from generate_series(1, $2)`,
      [busy, count],
    );
  await wait(MOST_WAITING - 1);
  await api.result(createVoid, ofProducer(busy));
  const body = { provider: 'acme', effective_date: '2026-01-01' };
  const contract = { ...acmePrice, organization_id: busy, source: 'contract', cost_per_unit: '0.1' };
  const refused = [
    await api.call({ method: 'POST', route: createVoid.path, ...ofProducer(busy) }),
    await api.call({
      method: 'POST',
      route: restoreVoid.path,
      path: { id: taken.id },
      body: { organization_id: busy },
    }),
    await api.call({
      method: 'POST',
      route: createBaseline.path,
      path: { id: busy },
      body: { rule: 'task_type', task_type: 'any', ...body },
    }),
    await api.call({
      method: 'PATCH',
      route: updateOrganization.path,
      path: { id: busy },
      body: { actual_cost_source: 'provider' },
    }),
    await api.call({ method: 'POST', route: createPrice.path, body: contract }),
  ];
  for (const response of refused) {
    expect(`${response.status} ${response.text}`).toMatch(/^429 .*200 is the limit/);
    expect(response.headers['retry-after']).toBe('60');
  }
  await api.result(createVoid, ofProducer(quiet));
});
