import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { rebuild } from '../../../lambdas/price-audit/rebuild.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import type { Database } from '../../../shared/database/database.ts';
import { eventually } from '../../support/eventually.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { drift } from '../../support/reconcile.ts';
import { foldAndRefresh } from '../../support/refreshed.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const NOW = Date.parse('2026-01-26T10:00:00Z');
const DAY = '2026-01-20';
let database: TestDatabase;
let organizationId: string;
let priceId: string;
/** A second connection, for what goes on at the same time. */
let other: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  priceId = await createPrice(database, { provider: 'fast', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000005' });
  other = database.connectAs('payback_pricing');
});
afterAll(async () => {
  await other.end();
  await database.drop();
});
beforeEach(async () => {
  organizationId = await createOrganization(database);
  await send();
  await foldAndRefresh(database);
  await database.admin.query(
    `with durations as (
       update rollup_durations set duration_bins = '{1}', duration_counts = '{99}'
       where organization_id = $1 and day = $2)
     update rollup_sums set actual_cost = actual_cost + 1, cost_optimized = 7
     where organization_id = $1 and day = $2`,
    [organizationId, DAY],
  );
});

async function send(through: TestDatabase = database): Promise<void> {
  const routing_decision = { chosen_provider: 'fast', routing_strategy: 'cost_optimized' };
  await store(through, organizationId, [
    { routing_decision, end_time: '2026-01-20T10:00:03Z' },
    { provider: 'slow', model: 'm', success: false },
    { provider: 'unheard_of', end_time: '2026-01-20T10:00:05Z' },
    { start_time: '2026-01-19T10:00:00Z' },
  ]);
}

const foldAll = () => fold(database.rollup, () => false);
const rebuilt = (day = DAY) => rebuild(database.pricing, { organization_id: organizationId, day }, NOW);
/** Rollups and pending deltas are right, and so are the rollups that a fold makes of them. */
async function expectNoDrift(): Promise<void> {
  expect(await drift(database, 'current_measures')).toEqual([]);
  await foldAll();
  expect(await drift(database, 'rollup_sums')).toEqual([]);
}
const ofDay = { organization_id: expect.any(String), day: DAY };

test('corrupted rollups are replaced while deltas of that day are pending', async () => {
  await send();
  expect(await drift(database, 'current_measures')).toContainEqual(expect.objectContaining(ofDay));
  const result = await rebuilt();
  expect(result.executions).toBe(6);
  expect(result.drift?.first).toContainEqual({
    provider: 'fast',
    model: null,
    task_type: 'code_generation',
    measure: 'actual_cost',
    of_executions: '0.002',
    of_rollups: '1.002',
  });
  await expectNoDrift();
});

test('a rollup of executions that never were is gone, and one that was lost is back', async () => {
  await database.admin.query(
    `with invented as (
       insert into rollup_dimensions (organization_id, provider, model, task_type)
       values ($1, 'fast', 'invented', 'code_generation')
       returning id),
     lost as (
       delete from rollup_sums s using rollup_dimensions d
       where d.organization_id = s.organization_id and d.id = s.dimensions_id
         and s.organization_id = $1 and s.day = $2 and d.provider = 'slow')
     update rollup_sums s set dimensions_id = (select id from invented)
     from rollup_dimensions d
     where d.organization_id = s.organization_id and d.id = s.dimensions_id
       and s.organization_id = $1 and s.day = $2 and d.provider = 'fast'`,
    [organizationId, DAY],
  );
  await rebuilt();
  await foldAll();
  expect(await drift(database, 'rollup_sums')).toEqual([]);
});

test('the aggregations that hold the day follow', async () => {
  const totals = async () => {
    const { rows } = await database.admin.query(
      `select period_type, trim_scale(total_cost) as total_cost from analytics_aggregations
       where organization_id = $1 and $2 between period_start and period_end order by period_type`,
      [organizationId, DAY],
    );
    return rows;
  };
  const before = await totals();
  await database.admin.query(
    `update analytics_aggregations set total_cost = 5
     where organization_id = $1 and $2 between period_start and period_end`,
    [organizationId, DAY],
  );
  await rebuilt();
  await foldAndRefresh(database);
  expect(before).toHaveLength(3);
  expect(await totals()).toEqual(before);
});

test('what it replaced is on record', async () => {
  const { drift: details } = await rebuilt();
  const { rows } = await database.admin.query(
    `select a.actor, a.action, a.subject, a.details, r.details as recorded
     from audit_log a join reconciliations r on r.organization_id = a.organization_id
     where a.organization_id = $1`,
    [organizationId],
  );
  expect(rows).toEqual([
    {
      actor: 'payback-price-audit',
      action: 'rollups.rebuilt',
      subject: DAY,
      details: { executions: 3, drift: details },
      recorded: details,
    },
  ]);
  expect((await rebuilt()).drift).toBeNull();
});

describe('beside', () => {
  /** Runs `meanwhile` when the work of the transaction is done and it is about to commit. */
  const pausing = (connection: Database, meanwhile: () => Promise<unknown>): Database => ({
    ...connection,
    transaction: (work) =>
      connection.transaction(async (transaction) => {
        const result = await work(transaction);
        await meanwhile();
        return result;
      }),
  });

  test('ingest that commits after it, each execution counts once', async () => {
    await send({ ...database, ingest: pausing(database.ingest, rebuilt) });
    await expectNoDrift();
  });

  test('ingest that commits before each of its statements, each execution counts once', async () => {
    const interrupted: Database = {
      ...database.pricing,
      transaction: (work) =>
        database.pricing.transaction(({ query, ...others }) =>
          work({
            ...others,
            query: async (...statement) => {
              await send(database);
              return query(...statement);
            },
          }),
        ),
    };
    const { executions } = await rebuild(interrupted, { organization_id: organizationId, day: DAY }, NOW);
    expect(executions).toBe(3 + 4 * 3);
    await expectNoDrift();
  });

  test('a recalculation that commits after it, each changed cost counts once', async () => {
    await database.admin.query('update provider_pricing set cost_per_unit = 0.000002 where id = $1', [
      priceId,
    ]);
    const { rows } = await database.admin.query<{ id: string }>(
      `insert into recalculations (organization_id, cause, start_time, end_time, created_by)
       values ($1, 'price_correction', $2, $2::timestamptz + interval '1 day', 'test') returning id`,
      [organizationId, DAY],
    );
    const id = rows[0]?.id ?? '';
    await database.pricing.transaction(({ query }) => query('select plan_recalculation($1)', [id]));
    await pausing(other, rebuilt).transaction(async ({ query }) => {
      const batch = await query('select examined from recalculate_batch(100, $1)', [id]);
      expect(batch.rows).toEqual([{ examined: 3 }]);
    });
    await expectNoDrift();
    await database.admin.query('update provider_pricing set cost_per_unit = 0.000001 where id = $1', [
      priceId,
    ]);
  });

  test('a fold under way, it waits for that and takes its rollups away', async () => {
    await store(database, organizationId, [{ provider: 'new', model: 'of-that-day' }]);
    let waiting: ReturnType<typeof rebuilt> | undefined;
    const folding = pausing(database.rollup, async () => {
      waiting = rebuilt();
      await eventually(async () => {
        const { rows } = await database.admin.query(
          "select from pg_locks where locktype = 'advisory' and objid = 7298228 and not granted",
        );
        return rows[0];
      });
    });
    await fold(folding, () => true);
    expect((await waiting)?.executions).toBe(4);
    await expectNoDrift();
  });
});

describe('refuses', () => {
  const unchanged = async (day: string, complaint: string) => {
    const before = await drift(database, 'current_measures');
    await expect(rebuilt(day)).rejects.toThrow(complaint);
    expect(await drift(database, 'current_measures')).toEqual(before);
  };

  test('an organization that does not exist', async () => {
    organizationId = '00000000-0000-4000-8000-0000000000ff';
    await expect(rebuilt()).rejects.toThrow(
      `rebuild.organization_id: there is no organization ${organizationId}.`,
    );
  });

  test('a day that is no longer kept, and one that has not begun', async () => {
    await database.admin.query('update organizations set retention_days = 5 where id = $1', [organizationId]);
    const allowed = 'rebuild.day: must be from 2026-01-21, the first day kept as a whole, to 2026-01-26.';
    await unchanged(DAY, allowed);
    await unchanged('2026-01-27', allowed);
  });

  test('a day of which no execution is left: its rollups are the only record', async () => {
    await database.admin.query('delete from task_executions where organization_id = $1', [organizationId]);
    await unchanged(DAY, `rebuild.day: there are no executions of ${DAY} to rebuild it from.`);
  });
});
