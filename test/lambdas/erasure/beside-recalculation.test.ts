import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import type { Api } from '../../support/api.ts';
import { createOrganization, testHashes } from '../../support/fixture.ts';
import { ALWAYS, differing, executions, request, send, startAnew } from '../../support/recalculations.ts';
import { drift } from '../../support/reconcile.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { userDataApi } from '../user-data/user-data.ts';
import { ask, run, runTwice, startBuckets } from './erasing.ts';

let database: TestDatabase;
let api: Api;
let outside: Awaited<ReturnType<typeof startBuckets>>;

beforeAll(async () => {
  database = await createTestDatabase();
  api = userDataApi(database.api);
  outside = await startBuckets();
});
afterAll(async () => {
  await outside.stop();
  await database.drop();
});

const batches = fc.sample(executions, { numRuns: 12, seed: 21 });

/** Every cost, total and count of people, ids left out. */
async function figures(organizationId: string): Promise<unknown> {
  const { rows } = await database.admin.query(
    `select
       (select jsonb_agg(to_jsonb(e)) from (
         select start_time, provider, model, task_type, actual_cost::text as actual, baseline_cost::text as baseline,
           unpriced_reason, tokens_used, duration_ms
         from task_executions where organization_id = $1 order by 1, 2, 3, 4, 5, 6, 7, 8, 9) as e) as executions,
       (select jsonb_agg(to_jsonb(r) order by day, provider, model, task_type) from (
         select day, provider, model, task_type, sum(executions) as executions,
           trim_scale(sum(actual_cost))::text as actual, trim_scale(sum(baseline_cost))::text as baseline
         from current_rollups where organization_id = $1 group by 1, 2, 3, 4) as r) as rollups,
       (select jsonb_agg(jsonb_build_array(day, users) order by day) from (
         select day, count(*) as users from daily_active_users where organization_id = $1 group by day) as d) as daily,
       (select count(distinct user_id) from daily_active_users where organization_id = $1) as active`,
    [organizationId],
  );
  return rows[0];
}

const triplePrices = () =>
  database.admin.query('update provider_pricing set cost_per_unit = cost_per_unit * 3');
const recalculateAll = () => recalculate(database.pricing, { timeIsUp: () => false, batchSize: 7 });

test('beside a recalculation and folds, and with sessions that end in the middle, every figure is as without', async () => {
  await startAnew(database);
  const [calm, erased] = [
    await createOrganization(database),
    await createOrganization(database, { members: { alice: 'admin' } }),
  ];
  for (const [index, batch] of batches.entries()) {
    for (const id of [calm, erased]) await send(database, id, batch, `${index}`);
  }
  await triplePrices();
  for (const id of [calm, erased]) await request(database, id, ...ALWAYS);

  const victim = database.connectAs('payback_upkeep');
  const others = [1, 2].map(() => database.connectAs('payback_pricing', { connections: 2 }));
  const erasure = await ask(api, erased, 'ann');
  const settled = new AbortController();
  const endSessions = async () => {
    for (let ended = 0; ended < 5 && !settled.signal.aborted;) {
      const { rows } = await database.admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and usename = 'payback_upkeep' and query like '%erasure%' and state = 'active'`,
      );
      ended += rows.length;
    }
  };
  const unfinished = async () =>
    (await database.admin.query('select from erasures where id = $1 and finished_at is null', [erasure])).rows
      .length > 0;
  const erasing = (async () => {
    while (await unfinished()) await run(victim, outside.stores).catch(() => undefined);
  })().finally(() => settled.abort());
  const recalculating = others.map((connection) =>
    recalculate(connection, { timeIsUp: () => false, batchSize: 7 }).catch(() => undefined),
  );
  const folding = (async () => {
    while (!settled.signal.aborted) await fold(database.rollup, () => false);
  })();
  await Promise.all([erasing, ...recalculating, folding, endSessions()]);
  await recalculateAll();
  await runTwice(database, outside.stores);
  await Promise.all([victim, ...others].map((connection) => connection.end()));

  expect(await figures(erased)).toEqual(await figures(calm));
  expect(await drift(database, 'current_measures')).toEqual([]);
  expect([...(await differing(database, erased)), ...(await differing(database, calm))]).toEqual([]);
  const { id: userId } = (await testHashes()).hashUser(erased, 'ann');
  const { rows } = await database.admin.query(
    `select (select count(*)::integer from task_executions where organization_id = $1 and user_id is null) as anonymous,
       (select count(*)::integer from task_executions where organization_id = $1 and user_id = $2) as left,
       (select count(*)::integer from users where organization_id = $1 and id = $2) as known`,
    [erased, userId],
  );
  expect(rows).toEqual([{ anonymous: expect.any(Number), left: 0, known: 0 }]);
  expect(rows[0].anonymous).toBe(batches.flat().filter((each) => each.user_id === 'ann').length);
});
