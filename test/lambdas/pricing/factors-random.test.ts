import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { correctPriceFactor, createPriceFactor } from '../../../lambdas/pricing/factors/contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { drift } from '../../support/reconcile.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(pricingOperations, database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000000123457' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000001234567' });
});
afterAll(() => database.drop());

const day = fc.integer({ min: 10, max: 24 }).map((of) => `2026-01-${of}`);
const change = fc.record({
  corrects: fc.boolean(),
  value: fc.constantFrom('batch', 'flex'),
  model: fc.constantFrom(undefined, 'm'),
  factor: fc.integer({ min: 0, max: 3_000_000 }).map((millionths) => (millionths / 1e6).toFixed(6)),
  effective_date: day,
});
const execution = fc.record({
  provider: fc.constantFrom('fast', 'slow'),
  model: fc.constantFrom('m', 'n'),
  service_tier: fc.constantFrom('batch', 'flex', null),
  start_time: fc.tuple(day, fc.nat(23)).map(([of, hour]) => `${of}T${String(hour).padStart(2, '0')}:00:00Z`),
  tokens_used: fc.nat(100_000),
});

async function costsOf(organizationId: string): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    `select actual_cost::text, baseline_cost::text, unpriced_reason, unpriced_detail from task_executions
     where organization_id = $1 order by task_id`,
    [organizationId],
  );
  return rows;
}

test('what came before factors were changed costs what it does when it comes after them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(execution, { minLength: 1, maxLength: 25 }),
      fc.array(change, { minLength: 1, maxLength: 6 }),
      async (executions, changes) => {
        await database.admin.query('delete from price_factors');
        const before = await createOrganization(database);
        const after = await createOrganization(database);
        const sent = executions.map((fields, index) => ({
          ...fields,
          task_id: `task-${String(index).padStart(3, '0')}`,
        }));
        await store(database, before, sent);
        const made: string[] = [];
        for (const { corrects, factor, effective_date, ...scope } of changes) {
          const operator = { operator: true, subject: 'olga', now: '2026-01-26T10:00:00.000Z' };
          const correcting = corrects ? made.pop() : undefined;
          const request =
            correcting === undefined
              ? api.call({
                  ...operator,
                  method: createPriceFactor.method,
                  route: createPriceFactor.path,
                  body: {
                    provider: 'fast',
                    dimension: 'service_tier',
                    source: 'manual_entry',
                    factor,
                    effective_date,
                    ...scope,
                  },
                })
              : api.call({
                  ...operator,
                  method: correctPriceFactor.method,
                  route: correctPriceFactor.path,
                  path: { id: correcting },
                  body: { factor, effective_date, reason: 'random' },
                });
          // Some would overlap another one, and are refused.
          const { body } = await request;
          if (typeof body === 'object' && body !== null && 'id' in body) made.push(String(body.id));
        }
        await store(database, after, sent);
        await recalculate(database.pricing, { timeIsUp: () => false });
        expect(await costsOf(before)).toEqual(await costsOf(after));
        expect(await drift(database, 'current_measures')).toEqual([]);
      },
    ),
    { numRuns: 15 },
  );
});
