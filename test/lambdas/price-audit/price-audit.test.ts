import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { auditAll, type AuditOptions } from '../../../lambdas/price-audit/price-audit.ts';
import type { Database } from '../../../shared/database/database.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const NOW = '2026-01-27T04:41:00Z';
const DAY_MS = 86_400_000;
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
  // Of each: yesterday, the day before, and 7, 14, … 1092 days ago.
  expect(await run()).toEqual({ ...nothing, compared: 13, reconciled: 3 * 158 });
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
    drifted: 2,
    onDrift: expect.arrayContaining([
      [first, ['2026-01-26']],
      [second, ['2026-01-26']],
    ]),
    unaudited: 0,
  });
});

test('sees every day that is kept as a whole once a week, the last two every day, none that is not kept', async () => {
  const id = await organization(1);
  await database.admin.query('update organizations set retention_days = 28 where id = $1', [id]);
  await database.admin.query(
    `insert into rollup_deltas
     select $1, date '2026-02-25' - age, 'ghost', null, 't', 1, 0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0, '{}', '{}', 0
     from generate_series(0, 80) as age`,
    [id],
  );
  const seen = new Map<string, number>();
  const onDrift: AuditOptions['onDrift'] = (_, days) =>
    days.forEach(({ day }) => seen.set(day, (seen.get(day) ?? 0) + 1));
  const monday = Date.parse('2026-02-16T04:41:00Z');
  for (let day = 0; day < 7; day += 1) await run({ now: monday + day * DAY_MS, onDrift });

  const expected = new Map<string, number>();
  const expectFrom = (first: string, last: string, times: number) => {
    for (let day = Date.parse(first); day <= Date.parse(last); day += DAY_MS)
      expected.set(new Date(day).toISOString().slice(0, 10), times);
  };
  // Four weeks ago: the first day that is kept, as a whole.
  expectFrom('2026-01-19', '2026-02-13', 1);
  expectFrom('2026-02-14', '2026-02-20', 2);
  // Yesterday, the day before and a week ago, all within these nights.
  expectFrom('2026-02-15', '2026-02-15', 3);
  expectFrom('2026-02-21', '2026-02-21', 1);
  expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(expected));
});

describe('leaves out', () => {
  test('whom the time does not suffice for, other ones with another seed', async () => {
    const ids = [await organization(1), await organization(1), await organization(1)];
    await database.admin.query('update rollup_deltas set executions = 9');
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
