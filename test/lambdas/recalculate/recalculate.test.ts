import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recalculate } from '../../../lambdas/recalculate/recalculate.ts';
import type { Database, Transaction } from '../../../lambdas/runtime/database.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { NOW, validFields } from '../../support/messages.ts';
import { change, priceChanges } from '../../support/price-changes.ts';
import { drift } from '../../support/reconcile.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let worker: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  worker = database.connectAs('payback_worker', { connections: 2 });
});
afterAll(async () => {
  await worker.end();
  await database.drop();
});

async function startAnew(): Promise<void> {
  await database.admin.query(
    `truncate task_executions, routing_decisions, execution_keys, execution_flags, daily_rollups, rollup_deltas,
       recalculations, recalculation_pieces, recalculation_days, price_changes, organization_baselines`,
  );
  await database.admin.query('delete from provider_pricing');
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000000123457' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000012345679' });
  await createPrice(database, {
    provider: 'dear',
    costPerUnit: '0.000200000001',
    pricingModel: 'per_output_token',
  });
}

const run = (timeIsUp = () => false) => recalculate(worker, { timeIsUp, batchSize: 7 });
const now = new Date(NOW).toISOString();
/** Executions without an organization, so that several organizations can be sent the same. */
const executions = fc.array(
  validFields(['']).map(({ organization_id: _, ...fields }) => fields),
  { minLength: 1, maxLength: 40 },
);
type Executions = typeof executions extends fc.Arbitrary<infer Value> ? Value : never;

async function send(organizationId: string, stored: Executions, prefix: string): Promise<void> {
  const numbered = stored.map((fields, index) => ({ ...fields, task_id: `${prefix}-${index}` }));
  await store(database, organizationId, numbered, now);
}

/** Everything about an organization that prices decide, ids left out; pending deltas and rollups added up. */
async function priced(organizationId: string): Promise<unknown> {
  const { rows } = await database.admin.query(
    `select
       (select json_agg(e order by e.task_id) from (
         select task_id, actual_cost, baseline_cost, savings, unpriced_reason, baseline_provider, baseline_model,
           priced_at is null as pending,
           (select array_agg(kind order by kind) from execution_flags f where f.execution_id = e.id) as flags
         from task_executions e where organization_id = $1) as e) as executions,
       (select json_agg(r order by r.day, r.provider, r.model, r.task_type) from (
         select day, provider, model, task_type, sum(executions) as executions, sum(priced) as priced,
           sum(compared) as compared, sum(costed_successful) as costed_successful,
           sum(negative_savings) as negative_savings, trim_scale(sum(actual_cost)) as actual_cost,
           trim_scale(sum(baseline_cost)) as baseline_cost, trim_scale(sum(failed_cost)) as failed_cost,
           trim_scale(sum(uncompared_cost)) as uncompared_cost, sum(duration_ms) as duration_ms
         from current_rollups where organization_id = $1
         group by day, provider, model, task_type) as r) as rollups`,
    [organizationId],
  );
  return rows[0];
}

/** What the price book now says of what is stored: nothing, when every recalculation is done. */
async function differing(organizationId: string): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    `select * from reprice_executions($1, '-infinity', 'infinity', null, null, null, null, 100000) where changed`,
    [organizationId],
  );
  return rows;
}

test('executions stored before prices changed end as those stored after, however the work was cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      executions,
      executions,
      fc.array(priceChanges, { minLength: 1, maxLength: 6 }),
      fc.nat(6),
      async (first, second, changes, batchesBetween) => {
        await startAnew();
        const before = await createOrganization(database, { timeZone: 'Asia/Kolkata' });
        const after = await createOrganization(database, { timeZone: 'Asia/Kolkata' });
        await send(before, first, 'first');
        for (const [index, what] of changes.entries()) {
          await change(database, [before, after], what);
          let left = batchesBetween;
          await run(() => left-- <= 0);
          if (index === 0) await send(before, second, 'second');
        }
        expect(await run()).toMatchObject({ oldestAgeSeconds: 0 });
        await send(after, first, 'first');
        await send(after, second, 'second');

        expect(await priced(before)).toEqual(await priced(after));
        expect(await differing(before)).toEqual([]);
        expect(await drift(database, 'current_rollups')).toEqual([]);
        await fold(database.worker, () => false);
        expect(await drift(database, 'daily_rollups')).toEqual([]);
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
});

/** Figures of a recalculation by day. */
async function daysOf(id: string): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    `select day::text, executions_changed, actual_cost_before, actual_cost_after, savings_before, savings_after
     from recalculation_days where recalculation_id = $1 order by day`,
    [id],
  );
  return rows;
}

async function request(organizationId: string, start: string, end: string): Promise<string> {
  const { rows } = await database.admin.query(
    `select request_recalculation($1, 'new_price', null, $2, $3, null, null, null, 'test') as id`,
    [organizationId, start, end],
  );
  return String(rows[0].id);
}

const cuts = fc.integer({ min: -80, max: 2 }).map((hours) => new Date(NOW + hours * 3_600_000).toISOString());
const EXTREMES = ['-infinity', 'infinity'] as const;

test('splitting a range in two changes nothing, and neither does doing it again', async () => {
  await fc.assert(
    fc.asyncProperty(executions, cuts, async (stored, cut) => {
      await startAnew();
      const whole = await createOrganization(database, { timeZone: 'America/New_York' });
      const split = await createOrganization(database, { timeZone: 'America/New_York' });
      await send(whole, stored, 'e');
      await send(split, stored, 'e');
      await database.admin.query('update provider_pricing set cost_per_unit = cost_per_unit * 3');

      const [start, end] = EXTREMES;
      const together = await request(whole, start, end);
      const parts = [await request(split, start, cut), await request(split, cut, end)];
      await run();
      const summed = await database.admin.query(
        `select day::text, sum(executions_changed)::text as executions_changed,
           sum(actual_cost_before) as actual_cost_before, sum(actual_cost_after) as actual_cost_after,
           sum(savings_before) as savings_before, sum(savings_after) as savings_after
         from recalculation_days where recalculation_id = any ($1::uuid[]) group by day order by day`,
        [parts],
      );
      expect(summed.rows).toEqual(await daysOf(together));
      expect(await priced(split)).toEqual(await priced(whole));

      const again = await request(whole, start, end);
      await run();
      expect(await daysOf(again)).toEqual([]);
    }),
    { numRuns: 15, endOnFailure: true },
  );
});

/** Works like `healthy`, until it breaks at one of its commits: just before it or just after it. */
function breaking(healthy: Database, at: number, afterCommit: boolean): Database {
  let transactions = 0;
  return {
    ...healthy,
    async transaction(work) {
      const breaks = (transactions += 1) >= at;
      const result = await healthy.transaction(async (transaction) => {
        const done = await work(transaction);
        if (breaks && !afterCommit) throw new Error('killed');
        return done;
      });
      if (breaks && afterCommit) throw new Error('killed');
      return result;
    },
  };
}

test('killed anywhere and run again, it ends as if it had never been killed', async () => {
  const stored = fc.sample(executions, { numRuns: 6, seed: 7 }).flat();
  await startAnew();
  const calm = await createOrganization(database);
  await send(calm, stored, 'e');
  await database.admin.query('update provider_pricing set cost_per_unit = cost_per_unit * 3');
  const undisturbed = await request(calm, ...EXTREMES);
  await run();
  const days = await daysOf(undisturbed);
  expect(days.length).toBeGreaterThan(1);

  for (const afterCommit of [false, true]) {
    for (let at = 1; ; at += 1) {
      await database.admin.query('update provider_pricing set cost_per_unit = cost_per_unit / 3');
      const organizationId = await createOrganization(database);
      await send(organizationId, stored, 'e');
      await database.admin.query('update provider_pricing set cost_per_unit = cost_per_unit * 3');
      const id = await request(organizationId, ...EXTREMES);
      const killed = await recalculate(breaking(worker, at, afterCommit), {
        timeIsUp: () => false,
        batchSize: 31,
      }).then(
        () => false,
        () => true,
      );
      await run();
      expect(await daysOf(id)).toEqual(days);
      expect(await priced(organizationId)).toEqual(await priced(calm));
      if (!killed) break;
    }
  }
  expect(await drift(database, 'current_rollups')).toEqual([]);
});

test('beside live ingest, price changes and another run, every cost ends right and every figure adds up', async () => {
  await startAnew();
  const organizationIds = [await createOrganization(database), await createOrganization(database)];
  const other = database.connectAs('payback_worker', { connections: 2 });
  const [changes = []] = fc.sample(fc.array(priceChanges, { minLength: 12, maxLength: 12 }), {
    numRuns: 1,
    seed: 11,
  });
  let changing = true;
  const ingesting = (async () => {
    for (let round = 0; changing || round < 5; round += 1) {
      const [stored = []] = fc.sample(executions, { numRuns: 1, seed: round });
      for (const id of organizationIds) await send(id, stored, `${round}`);
    }
  })();
  const recalculating = [worker, other].map(async (connection) => {
    while (changing) await recalculate(connection, { timeIsUp: () => false, batchSize: 7 });
  });
  for (const what of changes) await change(database, organizationIds, what);
  changing = false;
  await Promise.all([ingesting, ...recalculating]);
  await run();
  await other.end();
  for (const id of organizationIds) expect(await differing(id)).toEqual([]);
  expect(await drift(database, 'current_rollups')).toEqual([]);
});

/** A database that stores executions, and does not commit them until `commit` is called. */
function holding(healthy: Database) {
  const stored = Promise.withResolvers<void>();
  const committing = Promise.withResolvers<void>();
  const held: Database = {
    ...healthy,
    transaction: (work) =>
      healthy.transaction(async (transaction) => {
        let stores = false;
        const query: Transaction['query'] = (text, parameters) => {
          stores ||= text.includes('insert into task_executions');
          return transaction.query(text, parameters);
        };
        const result = await work({ query });
        if (stores) {
          stored.resolve();
          await committing.promise;
        }
        return result;
      }),
  };
  return { held, stored: stored.promise, commit: () => committing.resolve() };
}

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await database.admin.query(
      `select 1 from pg_locks
       where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    if (rows.length > 0) return;
  }
}

test('a price change waits for the ingest under way, whose executions are then recalculated', async () => {
  await startAnew();
  const organizationId = await createOrganization(database);
  const { held, stored, commit } = holding(worker);
  const [sent = []] = fc.sample(executions, { numRuns: 1, seed: 3 });
  const ingesting = store({ ...database, worker: held }, organizationId, sent, now);
  await stored;
  const what = {
    kind: 'new price' as const,
    contract: true,
    provider: 'fast' as const,
    model: null,
    cost: '1',
    from: '2026-01-01T00:00:00Z',
  };
  const changing = change(database, [organizationId], what);
  await untilSomebodyWaits();
  commit();
  await Promise.all([ingesting, changing]);
  expect(await differing(organizationId)).not.toEqual([]);
  await run();
  expect(await differing(organizationId)).toEqual([]);
});

test('an open flag that no longer holds is withdrawn, a reviewed one stays as evidence', async () => {
  await startAnew();
  const organizationId = await createOrganization(database);
  await database.admin.query('update organizations set review_threshold = 0.001 where id = $1', [
    organizationId,
  ]);
  await store(database, organizationId, [{ provider: 'slow' }, { provider: 'slow' }], now);
  await database.admin.query(
    `update execution_flags set status = 'reviewed', reviewed_by = 'olga', reviewed_at = now()
     where execution_id = (select min(id::text)::uuid from task_executions where organization_id = $1)`,
    [organizationId],
  );
  const flags = async () => {
    const { rows } = await database.admin.query(
      'select kind, status from execution_flags where organization_id = $1 order by status',
      [organizationId],
    );
    return rows;
  };
  const kind = 'over_review_threshold';
  expect(await flags()).toEqual([
    { kind, status: 'open' },
    { kind, status: 'reviewed' },
  ]);
  await database.admin.query("update provider_pricing set cost_per_unit = 1e-9 where provider = 'slow'");
  await request(organizationId, ...EXTREMES);
  await run();
  expect(await flags()).toEqual([{ kind, status: 'reviewed' }]);
});
