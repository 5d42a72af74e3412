import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recalculate } from '../../../lambdas/recalculate/recalculate.ts';
import type { Database } from '../../../lambdas/runtime/database.ts';
import { createOrganization } from '../../support/fixture.ts';
import {
  ALWAYS,
  daysOf,
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
  worker = database.connectAs('payback_worker', { connections: 2 });
});
afterAll(async () => {
  await worker.end();
  await database.drop();
});

const run = () => recalculate(worker, { timeIsUp: () => false, batchSize: 7 });

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
  await startAnew(database);
  const calm = await createOrganization(database);
  await send(database, calm, stored, 'e');
  await database.admin.query('update provider_pricing set cost_per_unit = cost_per_unit * 3');
  const undisturbed = await request(database, calm, ...ALWAYS);
  await run();
  const days = await daysOf(database, undisturbed);
  expect(days.length).toBeGreaterThan(1);

  for (const afterCommit of [false, true]) {
    for (let at = 1; ; at += 1) {
      await database.admin.query('update provider_pricing set cost_per_unit = cost_per_unit / 3');
      const organizationId = await createOrganization(database);
      await send(database, organizationId, stored, 'e');
      await database.admin.query('update provider_pricing set cost_per_unit = cost_per_unit * 3');
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
  expect(await drift(database, 'current_rollups')).toEqual([]);
});
