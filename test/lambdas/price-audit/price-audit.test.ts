import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { auditAll, type AuditOptions } from '../../../lambdas/price-audit/price-audit.ts';
import type { Database } from '../../../shared/database/database.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const NOW = '2026-01-27T04:41:00Z';
let database: TestDatabase;

// One for each test: what is audited is everything.
beforeEach(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000005' });
});
afterEach(() => database.drop());

/** An organization with as many executions on 2026-01-26 and one two days before it. */
async function organization(executions: number): Promise<string> {
  const id = await createOrganization(database);
  const yesterday = Array.from({ length: executions }, () => ({ start_time: '2026-01-26T10:00:00Z' }));
  await store(database, id, [{ start_time: '2026-01-24T10:00:00Z' }, ...yesterday], NOW);
  return id;
}

async function run(options: Partial<AuditOptions> = {}, through = database.pricing) {
  const differences: unknown[] = [];
  const drift: unknown[] = [];
  const failures: unknown[] = [];
  const sums = await auditAll(through, {
    now: Date.parse(NOW),
    seed: 1,
    timeIsUp: () => false,
    onDifferences: (organizationId, { different }) => differences.push([organizationId, different]),
    onDrift: (organizationId, days) => drift.push([organizationId, days.map(({ day }) => day)]),
    onFailure: (organizationId, { message }) => failures.push([organizationId, message]),
    ...options,
  });
  return { ...sums, onDifferences: differences, onDrift: drift, onFailure: failures };
}
const nothing = { differences: 0, drifted: 0, unaudited: 0, onDifferences: [], onDrift: [], onFailure: [] };

test('sums up what was compared in all organizations', async () => {
  await organization(3);
  await organization(30);
  await createOrganization(database);
  // Nothing is known of any day that is over and kept: 1094, and that of which the first instant is not.
  expect(await run()).toEqual({ ...nothing, compared: 13, hashed: 0, reconciled: 3 * 1095 });
});

test('tells whose stored costs and whose rollups are wrong', async () => {
  const [first, second] = [await organization(3), await organization(4)];
  await organization(5);
  await database.admin.query(
    "update task_executions set actual_cost = 7 where organization_id = $1 and start_time >= '2026-01-26'",
    [first],
  );
  await database.admin.query('update rollup_deltas set executions = 9 where organization_id = $1', [second]);
  expect(await run()).toMatchObject({
    compared: 12,
    differences: 3,
    onDifferences: [[first, 3]],
    // What costs something else than it was counted for is drift as well.
    drifted: 3,
    onDrift: expect.arrayContaining([
      [first, ['2026-01-26']],
      [second, ['2026-01-24', '2026-01-26']],
    ]),
    unaudited: 0,
  });
});

describe('leaves out', () => {
  test('whom the time does not suffice for, other ones with another seed', async () => {
    const ids = [await organization(1), await organization(1), await organization(1)];
    await database.admin.query('update rollup_deltas set executions = 9');
    await database.admin.query('update organizations set retention_days = 28');
    const first = new Set<unknown>();
    for (let seed = 0; seed < 20; seed += 1) {
      let asked = 0;
      const result = await run({ seed, timeIsUp: () => (asked += 1) > 1 });
      expect(result).toMatchObject({
        compared: 1,
        unaudited: 2,
        onDrift: [[expect.any(String), expect.any(Array)]],
      });
      const [[id] = []] = z.array(z.array(z.unknown())).parse(result.onDrift);
      first.add(id);
    }
    expect(first).toEqual(new Set(ids));
  });

  test('what the time does not suffice for of one, which goes on from there the next night', async () => {
    await organization(1);
    let asked = 0;
    const first = await run({ timeIsUp: () => (asked += 1) > 1 });
    expect(first).toMatchObject({ hashed: 0, reconciled: 100, unaudited: 1 });
    // Two have changes that are pending, and nothing is known of them; one is among the last two, which are read anyway.
    expect(await run()).toMatchObject({ hashed: 98, reconciled: 995 + 1 + 2 + 8, unaudited: 0 });
  });

  test('whose statement fails, and goes on with the others', async () => {
    const [broken] = [await organization(1), await organization(1)];
    await database.admin.query('update rollup_deltas set executions = 9 where organization_id = $1', [
      broken,
    ]);
    await database.admin.query(
      "alter table reconciliations add constraint broken check (day < '2026-01-01') not valid",
    );
    const result = await run();
    await database.admin.query('alter table reconciliations drop constraint broken');
    expect(result).toMatchObject({
      compared: 2,
      unaudited: 1,
      drifted: 0,
      onFailure: [[broken, expect.stringContaining('broken')]],
    });
  });
});

test('a database that is lost on the way is nobody’s failure in particular', async () => {
  await organization(1);
  let transactions = 0;
  const lost: Database = {
    ...database.pricing,
    transaction: (work) => {
      transactions += 1;
      if (transactions > 1) return Promise.reject(new Error('the connection is lost'));
      return database.pricing.transaction(work);
    },
  };
  await expect(run({}, lost)).rejects.toThrow('the connection is lost');
});
