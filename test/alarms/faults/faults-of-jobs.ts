import type { TestDatabase } from '../../support/test-database.ts';
import type { Context, Fault } from './stand/stand.ts';
import { tasks } from './stand/world.ts';

/** Faults by what is wrong, with what people are told of each: how soon, the heading of the runbook, and the alarms behind it. */
export type Faults = Readonly<Record<string, readonly [Fault, ...told: readonly string[]]>>;

/** Longer than a day, so that there is a daily run in it. */
const DAY = 27 * 60;
const JOB = '[today]';

/** Keeps a statement's locks until the fault is over. */
async function holding(database: TestDatabase, statement: string, values: readonly unknown[] = []) {
  const client = await database.admin.connect();
  await client.query('begin');
  await client.query(statement, [...values]);
  return async () => {
    await client.query('rollback');
    client.release();
  };
}

/** A recalculation of so long that nobody can work on. */
async function heldRecalculation(database: TestDatabase, ago: string) {
  await database.admin.query(
    "select request_recalculation(null, 'new_price', null, now() - $1::interval, now(), null, null, null, 'test')",
    [ago],
  );
  await database.admin.query('select plan_recalculation(id) from recalculations where finished_at is null');
  return holding(database, 'select from recalculation_pieces for update');
}

/** A role loses what its job needs. */
const revoking =
  (statement: string) =>
  async ({ database }: Context) => {
    await database.admin.query(statement);
  };

const pending = `insert into rollup_deltas
  (organization_id, day, provider, task_type, executions, successful, priced, compared, costed_successful, routed, cost_optimized,
   negative_savings, total_tokens, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, compute_units, actual_cost,
   baseline_cost, failed_cost, uncompared_cost, duration_ms, duration_bins, duration_counts, failed_without_usage)
  select $2, current_date, 'cheap', 'debugging', 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, '{0}', '{1}', 0
  from generate_series(1, $1)`;

export const faultsOfJobs: Faults = {
  'a fold lock that is never released': [
    {
      minutes: 40,
      async inject({ database, world }) {
        await tasks(database, world.organizations[0], 5, {});
        await database.admin.query("update rollup_deltas set created_at = now() - interval '11 minutes'");
        return holding(database, 'select lock_fold()');
      },
    },
    '[today] the-fold-does-not-run: RollupNotRunning, VitalsPendingAge',
  ],
  'folds that take longer than half a minute': [
    {
      minutes: 40,
      // Two thirds of a second, by a clock that goes sixty times as fast.
      async inject({ database, functions }) {
        await database.admin.query(`
          create function wait() returns trigger language plpgsql as $$ begin perform pg_sleep(0.67); return null; end $$;
          create trigger wait after delete on rollup_deltas for each statement execute function wait()`);
        return functions.hurryClock('rollup', 60);
      },
    },
    '[today] the-fold-does-not-run: RollupSlow',
  ],
  'pending deltas that grow faster than they are folded': [
    {
      minutes: 40,
      // Folds run, and take away 50,000 at a time. Of an organization that nobody asks for, whose reads they make slow.
      async inject({ database, world }) {
        await database.admin.query(pending, [151_000, world.organizations[1]]);
      },
    },
    '[today] the-fold-does-not-run: VitalsPendingDeltas',
  ],
  'a recalculation that does not end': [
    {
      minutes: 15,
      async inject({ database }) {
        const release = await heldRecalculation(database, '1 day');
        await database.admin.query("update recalculations set created_at = now() - interval '61 minutes'");
        return release;
      },
    },
    `${JOB} recalculation-does-not-progress: RecalculateUnfinished`,
  ],
  'recalculations that fail': [
    { minutes: 30, inject: revoking('revoke execute on function recalculate_batch from public') },
    `${JOB} recalculation-does-not-progress: RecalculateErrors, RecalculateNotRunning`,
  ],
  'an erasure that is late': [
    {
      minutes: 15,
      async inject({ database, world }) {
        await database.admin.query(
          `insert into erasures (organization_id, requested_by, requested_at, kept_outside_at, rows_erased_at)
           values ($1, 'test', now() - interval '61 minutes', now(), now())`,
          [world.organizations[0]],
        );
      },
    },
    `${JOB} erasure-does-not-progress: ErasureUnfinished`,
  ],
  'executions that are kept for days beyond their time': [
    {
      minutes: DAY,
      async inject({ database, world }) {
        await tasks(database, world.organizations[0], 1, {}, 40 * 86_400_000);
        await database.admin.query('update organizations set retention_days = 30');
        // Days do not end while a recalculation covers them.
        return heldRecalculation(database, '80 days');
      },
    },
    '[today] retention-does-not-delete: RetentionBeyond',
  ],
  'a value that no file of the archive can have': [
    {
      minutes: DAY,
      async inject({ database, world }) {
        await tasks(database, world.organizations[0], 1, {}, 20 * 86_400_000);
        await database.admin.query("update organizations set archive = 'without_personal_data'");
        await database.admin.query('alter table task_executions disable trigger user');
        // More digits than a column of files has room for.
        await database.admin.query(
          "update task_executions set router_cost = 1e20 where start_time < now() - interval '19 days'",
        );
      },
    },
    '[today] the-archive-does-not-progress: ArchiveRefused',
  ],
  'partitions that cannot be made': [
    {
      minutes: DAY,
      async inject({ database }) {
        // There are some to be made.
        await database.admin.query('update organizations set retention_days = 200');
        await database.admin.query('revoke execute on function ensure_partitions from payback_upkeep');
      },
    },
    '[today] partitions-are-not-created: PartitionsErrors',
  ],
  'costs that are not what the price book says': [
    {
      minutes: DAY,
      async inject({ database }) {
        await database.admin.query('alter table task_executions disable trigger user');
        // In the sums as well, and still less than the baseline: only a price would tell.
        await database.admin.query('update task_executions set actual_cost = actual_cost + 0.0001');
        await database.admin.query(
          'update rollup_sums set actual_cost = actual_cost + 0.0001 * compared where compared > 0',
        );
        await database.admin.query(
          'update rollup_deltas set actual_cost = actual_cost + 0.0001 * compared where compared > 0',
        );
      },
    },
    '[today] stored-costs-differ-from-the-price-book: PriceAuditPriceDifferences',
  ],
  'rollups that are not the sums of their executions': [
    {
      minutes: DAY,
      async inject({ database }) {
        await database.admin.query(
          "update rollup_deltas set actual_cost = actual_cost + 1 where day = (now() - interval '1 day')::date",
        );
      },
    },
    '[today] rollups-differ-from-their-executions: PriceAuditDriftedDays',
  ],
  'an audit that fails for an organization': [
    { minutes: DAY, inject: revoking('revoke insert on reconciliations from payback_pricing') },
    '[today] the-price-audit-does-not-run: PriceAuditUnaudited',
  ],
};
