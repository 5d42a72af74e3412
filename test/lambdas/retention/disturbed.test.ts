import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { auditAll } from '../../../lambdas/price-audit/price-audit.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import type { Database } from '../../../shared/database/database.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { breaking } from '../../support/breaking-database.ts';
import { createOrganization, createPrice } from '../../support/fixture.ts';
import { keepFor, ripen, run, runTwice, sendOld } from '../../support/retention.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { requestRestore, requestVoid } from '../../support/voids.ts';

let database: TestDatabase;
let organizationId: string;
let keeperId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000005' });
  organizationId = await createOrganization(database);
  keeperId = await createOrganization(database);
});
beforeEach(startAnew);
afterAll(async () => {
  await database.drop();
});

/** Nothing is stored, and both keep it for long. */
async function startAnew(): Promise<void> {
  await database.admin.query(
    `truncate task_executions, routing_decisions, execution_keys, execution_flags, users, ingest_rejections, daily_rollups, rollup_sums, rollup_durations, rollup_touched_days,
       rollup_deltas, daily_active_users, retention_cuts, recalculations, recalculation_pieces, voids cascade`,
  );
  await database.admin.query("update provider_pricing set cost_per_unit = 0.000001 where provider = 'fast'");
  for (const id of [organizationId, keeperId]) await keepFor(database, id, 60);
}

const routed = { routing_decision: { chosen_provider: 'fast', routing_strategy: 's' } };

/** Everything that is left of the organization, ids left out. */
async function state(id: string) {
  const { rows } = await database.admin.query(
    `select
       (select string_agg(date_trunc('day', start_time)::text, ' ' order by start_time) from task_executions where organization_id = $1) as executions,
       (select count(*) from execution_keys where organization_id = $1) as keys,
       (select count(*) from routing_decisions where organization_id = $1) as decisions,
       (select count(*) from execution_flags where organization_id = $1) as flags,
       (select string_agg(day || ' ' || cost || ' ' || executions, ', ' order by day) from (
         select day, trim_scale(sum(actual_cost)) as cost, sum(executions) as executions
         from current_rollups where organization_id = $1 group by day) as r) as rollups`,
    [id],
  );
  return rows[0];
}

test('killed anywhere and run again, it ends as if it had never been killed', async () => {
  const fill = async () => {
    await startAnew();
    await sendOld(database, organizationId, [0, 1, 2, 3, 4, 5, 6, 20, 30, 31], routed);
    for (const id of [organizationId, keeperId]) await keepFor(database, id, 2);
    await run(database.upkeep);
    await ripen(database);
  };
  await fill();
  await run(database.upkeep);
  const calm = await state(organizationId);
  for (const afterCommit of [false, true]) {
    for (let at = 1, killed = true; killed; at += 1) {
      await fill();
      killed = await run(breaking(database.upkeep, at, afterCommit)).then(
        () => false,
        () => true,
      );
      await run(database.upkeep);
      expect(await state(organizationId)).toEqual(calm);
    }
  }
});

test('when its time is up it says so, and the next run goes on', async () => {
  await sendOld(database, organizationId, [1, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8]);
  await keepFor(database, organizationId, 2);
  await run(database.upkeep);
  await ripen(database);
  let calls = 0;
  const first = await run(database.upkeep, () => calls++ > 1);
  expect(first.isDone).toBe(false);
  expect(first.beyond).toBeGreaterThan(0);
  const second = await run(database.upkeep);
  expect(second).toMatchObject({ isDone: true, beyond: 0 });
  expect(first.executions + second.executions).toBe(10);
});

/** From 1 to 2 to 1 millionth of a dollar for a token, and so on; as a change of prices is made. */
async function changePrice(): Promise<void> {
  const client = await database.admin.connect();
  await client.query('begin');
  await client.query(
    "update provider_pricing set cost_per_unit = 0.000003 - cost_per_unit where provider = 'fast'",
  );
  await client.query(
    `select request_recalculation($1, 'new_price', null, '-infinity', 'infinity', null, null, null, 'test')`,
    [organizationId],
  );
  await client.query('select lock_pricing_inputs()');
  await client.query('commit');
  client.release();
}

test('beside ingest, folds and recalculations every total still matches', async () => {
  const days = Array.from({ length: 30 }, (_, day) => day);
  for (let n = 0; n < 3; n += 1) await sendOld(database, organizationId, days, routed);
  const done = new AbortController();
  const ingesting = (async () => {
    for (let round = 0; !done.signal.aborted || round < 5; round += 1) {
      await sendOld(database, organizationId, [0, 1, 2], { ...routed, task_id: `live-${round}` });
    }
  })();
  const folding = (async () => {
    while (!done.signal.aborted) await fold(database.rollup, () => false);
  })();
  const recalculating = (async () => {
    while (!done.signal.aborted) await recalculate(database.pricing, { timeIsUp: () => false, batchSize: 4 });
  })();
  for (let keeps = 28; keeps >= 4; keeps -= 3) {
    await changePrice();
    await keepFor(database, organizationId, keeps);
    await run(database.upkeep);
    await ripen(database);
    await run(database.upkeep);
  }
  done.abort();
  await Promise.all([ingesting, folding, recalculating]);
  await recalculate(database.pricing, { timeIsUp: () => false });
  await runTwice(database);
  const fail = (...what: unknown[]) => {
    throw new Error(JSON.stringify(what));
  };
  const options = { seed: 1, timeIsUp: () => false, onDifferences: fail, onDrift: fail, onFailure: fail };
  expect(await auditAll(database.pricing, { now: Date.now(), ...options })).toMatchObject({ drifted: 0 });
  const { rows } = await database.admin.query<{ age: number; executions: number; cost: string }>(
    `select (now() at time zone 'UTC')::date - day as age, sum(executions)::integer as executions,
       trim_scale(sum(actual_cost))::text as cost
     from current_rollups where organization_id = $1 group by day`,
    [organizationId],
  );
  expect(rows).toHaveLength(30);
  // A day that went was priced by the one price or by the other, never half by each: 3 executions of 1,000 tokens.
  for (const { age, executions, cost } of rows.filter((each) => each.age > 4)) {
    expect({ age, executions, isWhole: ['0.003', '0.006'].includes(cost) }).toEqual({
      age,
      executions: 3,
      isWhole: true,
    });
  }
});

async function costs(): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    `select (now() at time zone 'UTC')::date - day as age, trim_scale(sum(actual_cost))::text as cost
     from current_rollups where organization_id = $1 group by day having sum(executions) > 0 order by day desc`,
    [organizationId],
  );
  return rows;
}

test('a day whose end is decided is not priced anew, before it is deleted or after', async () => {
  await sendOld(database, organizationId, [1, 10]);
  await keepFor(database, organizationId, 5);
  expect(await run(database.upkeep)).toMatchObject({ decided: 1 });
  await changePrice();
  await recalculate(database.pricing, { timeIsUp: () => false });
  const ended = [
    { age: 1, cost: '0.002' },
    { age: 10, cost: '0.001' },
  ];
  expect(await costs()).toEqual(ended);
  await ripen(database);
  expect(await run(database.upkeep)).toMatchObject({ executions: 1 });
  await changePrice();
  await changePrice();
  await recalculate(database.pricing, { timeIsUp: () => false });
  expect(await costs()).toEqual(ended);
});

test('no day ends in the middle of a recalculation', async () => {
  await sendOld(database, organizationId, [1, 10]);
  await keepFor(database, organizationId, 5);
  await changePrice();
  expect(await run(database.upkeep)).toMatchObject({ decided: 0 });
  await recalculate(database.pricing, { timeIsUp: () => false });
  expect(await run(database.upkeep)).toMatchObject({ decided: 1 });
  expect(await costs()).toEqual([
    { age: 1, cost: '0.002' },
    { age: 10, cost: '0.002' },
  ]);
});

/** A database that has done its first transaction, and does not commit it until `commit` is called. */
function holding(healthy: Database) {
  const done = Promise.withResolvers<void>();
  const committing = Promise.withResolvers<void>();
  const held: Database = {
    ...healthy,
    transaction: (work) =>
      healthy.transaction(async (transaction) => {
        const result = await work(transaction);
        done.resolve();
        await committing.promise;
        return result;
      }),
  };
  return { held, done: done.promise, commit: () => committing.resolve() };
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

test('a void that begins while the end of days is being decided reaches nothing of them', async () => {
  await sendOld(database, organizationId, [1, 10, 10, 10]);
  await keepFor(database, organizationId, 5);
  const { held, done, commit } = holding(database.upkeep);
  const deciding = run(held);
  await done;
  const { rows } = await database.admin.query<{ id: string }>(
    'select id from task_executions where organization_id = $1',
    [organizationId],
  );
  await requestVoid(database, organizationId, { ids: rows.map(({ id }) => id) });
  const voiding = recalculate(database.pricing, { timeIsUp: () => false, batchSize: 1 });
  await Promise.race([voiding, untilSomebodyWaits()]);
  commit();
  expect(await deciding).toMatchObject({ decided: 1 });
  await voiding;
  expect(await costs()).toEqual([{ age: 10, cost: '0.003' }]);
});

test('executions that are gone cannot be put back, and the figures stay without them', async () => {
  await sendOld(database, organizationId, [1, 1, 10, 10]);
  const { rows } = await database.admin.query<{ id: string }>(
    'select id from task_executions where organization_id = $1',
    [organizationId],
  );
  const { id } = await requestVoid(database, organizationId, { ids: rows.map((each) => each.id) });
  await recalculate(database.pricing, { timeIsUp: () => false });
  await keepFor(database, organizationId, 5);
  expect((await runTwice(database)).executions).toBe(2);
  await requestRestore(database, organizationId, id);
  await recalculate(database.pricing, { timeIsUp: () => false });
  expect(await costs()).toEqual([{ age: 1, cost: '0.002' }]);
});

test('a week that somebody holds is left for the next run, and ingest goes on', async () => {
  await sendOld(database, organizationId, [0, 40, 41], { task_id: randomUUID() });
  for (const id of [organizationId, keeperId]) await keepFor(database, id, 2);
  await run(database.upkeep);
  await ripen(database);
  const reader = await database.admin.connect();
  await reader.query('begin; select count(*) from task_executions');
  const held = await run(database.upkeep);
  expect(held.weeks).toBe(0);
  expect(held.weeksLeft).toBeGreaterThan(0);
  await sendOld(database, organizationId, [0, 1]);
  await reader.query('commit');
  reader.release();
  expect((await run(database.upkeep)).weeksLeft).toBe(0);
});

test('a week that somebody holds for a moment goes in the same run', async () => {
  await sendOld(database, organizationId, [0, 40], { task_id: randomUUID() });
  for (const id of [organizationId, keeperId]) await keepFor(database, id, 2);
  await run(database.upkeep);
  await ripen(database);
  const reader = await database.admin.connect();
  await reader.query('begin; select count(*) from task_executions');
  const pauses: number[] = [];
  const result = await run(
    database.upkeep,
    () => false,
    async (milliseconds) => {
      pauses.push(milliseconds);
      if (pauses.length === 2) await reader.query('commit');
    },
  );
  reader.release();
  expect(pauses).toEqual([100, 200]);
  expect(result).toMatchObject({ weeksLeft: 0 });
  expect(result.weeks).toBeGreaterThan(0);
});
