import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import type { Database, Transaction } from '../../../shared/database/database.ts';
import { createOrganization } from '../../support/fixture.ts';
import { change, priceChanges } from '../../support/price-changes.ts';
import { differing, executions, send, startAnew } from '../../support/recalculations.ts';
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

test('beside live ingest, price changes and another run, every cost ends right and every figure adds up', async () => {
  await startAnew(database);
  const organizationIds = [await createOrganization(database), await createOrganization(database)];
  const other = database.connectAs('payback_pricing', { connections: 2 });
  const [changes = []] = fc.sample(fc.array(priceChanges, { minLength: 12, maxLength: 12 }), {
    numRuns: 1,
    seed: 11,
  });
  const changed = new AbortController();
  const ingesting = (async () => {
    for (let round = 0; !changed.signal.aborted || round < 5; round += 1) {
      const [stored = []] = fc.sample(executions, { numRuns: 1, seed: round });
      for (const id of organizationIds) await send(database, id, stored, `${round}`);
    }
  })();
  const recalculating = [worker, other].map(async (connection) => {
    while (!changed.signal.aborted) await recalculate(connection, { timeIsUp: () => false, batchSize: 7 });
  });
  for (const what of changes) await change(database, organizationIds, what);
  changed.abort();
  await Promise.all([ingesting, ...recalculating]);
  await run();
  await other.end();
  for (const id of organizationIds) expect(await differing(database, id)).toEqual([]);
  expect(await drift(database, 'current_measures')).toEqual([]);
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
        const query: Transaction['query'] = (text, ...rest) => {
          stores ||= text.includes('insert into task_executions');
          return transaction.query(text, ...rest);
        };
        const result = await work({ ...transaction, query });
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
  await startAnew(database);
  const organizationId = await createOrganization(database);
  const { held, stored, commit } = holding(database.ingest);
  const [sent = []] = fc.sample(executions, { numRuns: 1, seed: 3 });
  const ingesting = send({ ...database, ingest: held }, organizationId, sent, 'e');
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
  expect(await differing(database, organizationId)).not.toEqual([]);
  await run();
  expect(await differing(database, organizationId)).toEqual([]);
});
