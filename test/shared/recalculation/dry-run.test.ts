import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import type { Database } from '../../../shared/database/database.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { NOW, validFields } from '../../support/messages.ts';
import { corrections } from '../../support/price-changes.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let worker: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  worker = database.connectAs('payback_pricing', { connections: 2 });
});
afterAll(async () => {
  await worker.end();
  await database.drop();
});

const run = () => recalculate(worker, { timeIsUp: () => false, batchSize: 7 });

async function requestCorrection(priceId: string, correction: object, dryRun: boolean): Promise<string> {
  const { rows } = await database.admin.query(
    `select request_recalculation(null, 'price_correction', $1, '-infinity', 'infinity', null, null, 'wrong', 'test',
       $2::jsonb) as id`,
    [priceId, dryRun ? correction : null],
  );
  return String(rows[0].id);
}

async function outcome(id: string): Promise<unknown> {
  const { rows } = await database.admin.query(
    `select status, failure,
       (select json_agg(d order by d.organization_id, d.day) from (
         select organization_id, day, executions_changed, actual_cost_before, actual_cost_after, savings_before,
           savings_after
         from recalculation_days where recalculation_id = c.id) as d) as days,
       (select sum(executions_examined) from recalculation_pieces where recalculation_id = c.id) as examined
     from recalculations c where id = $1`,
    [id],
  );
  return rows[0];
}

/** Every row of every table that a dry run must leave alone. */
async function everythingElse(): Promise<unknown> {
  const tables = [
    'provider_pricing',
    'price_changes',
    'task_executions',
    'execution_flags',
    'daily_rollups',
    'rollup_sums',
    'rollup_durations',
    'rollup_deltas',
    'organization_baselines',
    'audit_log',
  ];
  const hashes = tables.map(
    (table) =>
      `(select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) from ${table} t) as ${table}`,
  );
  return (await database.admin.query(`select ${hashes.join()}`)).rows[0];
}

test('a dry run gives the figures of the real run that follows, and changes nothing', async () => {
  const organizationIds = [
    await createOrganization(database),
    await createOrganization(database, { timeZone: 'Asia/Kolkata', baseline: 'dear' }),
  ];
  const executions = fc.array(validFields(organizationIds), { minLength: 1, maxLength: 20 });
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(executions, corrections, async (sent, correction) => {
      await database.admin.query('delete from recalculation_pieces');
      await database.admin.query('delete from recalculation_days');
      await database.admin.query('delete from recalculations');
      await database.admin.query('delete from provider_pricing');
      const priceId = await createPrice(database, { provider: 'fast', costPerUnit: '0.000000123457' });
      await createPrice(database, {
        provider: 'dear',
        costPerUnit: '0.0002',
        pricingModel: 'per_output_token',
      });
      for (const { organization_id, ...fields } of sent) {
        await store(database, organization_id, [fields], new Date(NOW).toISOString());
      }
      await requestCorrection(priceId, {}, false);
      await run();

      const arguments_ = { ...correction, corrected_by: 'test' };
      const tried = await requestCorrection(priceId, arguments_, true);
      const before = await everythingElse();
      await run();
      expect(await everythingElse()).toEqual(before);

      await database.admin.query('select correct_price($1, $2)', [priceId, arguments_]);
      const done = await requestCorrection(priceId, arguments_, false);
      await run();
      const figures = await outcome(done);
      expect(await outcome(tried)).toEqual(figures);
      expect(figures).toMatchObject({ status: 'completed', failure: null });
      if (JSON.stringify(figures).includes('executions_changed')) changed += 1;
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(changed).toBeGreaterThan(5);
});

// A day on which no cost was known before, or none is after, has sums of nothing.
test.each([
  [
    '2026-02-01',
    '2026-01-01T00:00:00Z',
    { actual_cost_before: 0, actual_cost_after: 1, savings_before: 0, savings_after: 1 },
  ],
  [
    '2026-01-01',
    '2026-02-01T00:00:00Z',
    { actual_cost_before: 1, actual_cost_after: 0, savings_before: 1, savings_after: 0 },
  ],
])(
  'a price in force from %s on, corrected to %s: what is not known counts nothing',
  async (from, to, figures) => {
    const organizationId = await createOrganization(database, { baseline: `level-${from}` });
    await createPrice(database, { provider: `level-${from}`, costPerUnit: '0.002' });
    const priceId = await createPrice(database, { provider: `moved-${from}`, costPerUnit: '0.001', from });
    await store(database, organizationId, [{ provider: `moved-${from}` }]);
    const tried = await requestCorrection(priceId, { effective_date: to, corrected_by: 'test' }, true);
    await run();
    const day = { organization_id: organizationId, day: '2026-01-20', executions_changed: 1, ...figures };
    expect(await outcome(tried)).toMatchObject({ status: 'completed', days: [day] });
  },
);

test('a dry run whose price is superseded before its turn fails and says so', async () => {
  const organizationId = await createOrganization(database);
  const priceId = await createPrice(database, { provider: 'late', costPerUnit: '1' });
  await store(database, organizationId, [{ provider: 'late' }]);
  const correction = { cost_per_unit: '2', corrected_by: 'test' };
  const tried = await requestCorrection(priceId, correction, true);
  await database.admin.query('select correct_price($1, $2)', [priceId, correction]);
  await run();
  expect(await outcome(tried)).toMatchObject({
    status: 'failed',
    failure: expect.stringContaining('superseded by'),
    days: null,
  });
});
