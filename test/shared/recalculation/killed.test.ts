import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import type { Database } from '../../../shared/database/database.ts';
import { breaking } from '../../support/breaking-database.ts';
import { createOrganization } from '../../support/fixture.ts';
import {
  ALWAYS,
  daysOf,
  differing,
  executions,
  priced,
  request,
  send,
  startAnew,
} from '../../support/recalculations.ts';
import { drift } from '../../support/reconcile.ts';
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

const stored = fc.sample(executions, { numRuns: 6, seed: 7 }).flat();

/** An organization whose prices were tripled and recalculated without disturbance, and the figures of that by day. */
async function undisturbed() {
  await startAnew(database);
  const calm = await createOrganization(database);
  await send(database, calm, stored, 'e');
  await triplePrices();
  const id = await request(database, calm, ...ALWAYS);
  await run();
  const days = await daysOf(database, id);
  expect(days.length).toBeGreaterThan(1);
  return { calm, days };
}

const triplePrices = () =>
  database.admin.query('update provider_pricing set cost_per_unit = cost_per_unit * 3');
const untriplePrices = () =>
  database.admin.query('update provider_pricing set cost_per_unit = cost_per_unit / 3');

test('killed anywhere and run again, it ends as if it had never been killed', async () => {
  const { calm, days } = await undisturbed();
  for (const afterCommit of [false, true]) {
    for (let at = 1; ; at += 1) {
      await untriplePrices();
      const organizationId = await createOrganization(database);
      await send(database, organizationId, stored, 'e');
      await triplePrices();
      const id = await request(database, organizationId, ...ALWAYS);
      const killed = await recalculate(breaking(worker, at, afterCommit), {
        timeIsUp: () => false,
        batchSize: 31,
      }).then(
        () => false,
        () => true,
      );
      await run();
      expect(await daysOf(database, id)).toEqual(days);
      expect(await priced(database, organizationId)).toEqual(await priced(database, calm));
      if (!killed) break;
    }
  }
  expect(await drift(database, 'current_measures')).toEqual([]);
});

test('sessions that end in the middle of a statement change nothing about that either', async () => {
  const { days } = await undisturbed();
  await untriplePrices();
  const organizationId = await createOrganization(database);
  await send(database, organizationId, stored, 'e');
  const victim = database.connectAs('payback_pricing', { connections: 2 });
  const endSessions = async () => {
    const { rowCount } = await database.admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename = 'payback_pricing' and state = 'active'`,
    );
    return rowCount ?? 0;
  };
  // A recalculation may be over before it is noticed; then there is another.
  for (let ended = 0; ended < 10;) {
    await triplePrices();
    const id = await request(database, organizationId, ...ALWAYS);
    const settled = new AbortController();
    const working = recalculate(victim, { timeIsUp: () => false, batchSize: 7 })
      .catch(() => undefined)
      .finally(() => settled.abort());
    while (!settled.signal.aborted) ended += await endSessions();
    await working;
    await run();
    expect(await daysOf(database, id)).toEqual(days);
    expect(await differing(database, organizationId)).toEqual([]);
    await untriplePrices();
    await request(database, organizationId, ...ALWAYS);
    await run();
  }
  await victim.end();
  expect(await drift(database, 'current_measures')).toEqual([]);
});
