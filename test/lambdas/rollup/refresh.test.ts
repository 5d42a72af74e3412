import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { refresh } from '../../../lambdas/rollup/refresh.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { drift } from '../../support/reconcile.ts';
import { foldAndRefresh } from '../../support/refreshed.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const ever = () => false;
let database: TestDatabase;
let id: string;
beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.001' });
});
afterAll(() => database.drop());
beforeEach(async () => {
  await foldAndRefresh(database);
  id = await createOrganization(database);
});

async function of(query: string): Promise<unknown[]> {
  return (await database.admin.query(query, [id])).rows;
}
const segments = () =>
  of('select from rollup_durations where organization_id = $1').then((rows) => rows.length);
const totals = () =>
  of(
    `select period_type, total_tasks::integer as tasks from analytics_aggregations
     where organization_id = $1 order by period_type, period_start`,
  );

/** As if its days had been touched then. */
const touchedAt = (time: string) =>
  database.admin.query('update rollup_touched_days set touched_at = $2 where organization_id = $1', [
    id,
    time,
  ]);
const at = (time: string) => refresh(database.rollup, Date.parse(time), ever);

test('durations are one segment for each fold, and one for each day, provider and task type after it', async () => {
  for (const seconds of ['03', '05', '03']) {
    await store(database, id, [{ end_time: `2026-01-20T10:00:${seconds}Z` }, { provider: 'slow' }]);
    await fold(database.rollup, ever);
  }
  expect(await segments()).toBe(6);
  await foldAndRefresh(database);
  expect(await segments()).toBe(2);
  expect(await drift(database, 'rollup_sums')).toEqual([]);
  expect(
    await of(
      `select cardinality(duration_bins) as bins, duration_counts::text as counts from rollup_durations
       where organization_id = $1 and provider = 'fast'`,
    ),
  ).toEqual([{ bins: 2, counts: '{2,1}' }]);
});

test('what was touched at the time or before it is refreshed, what came later waits', async () => {
  await store(database, id, [{}]);
  await fold(database.rollup, ever);
  await touchedAt('2026-01-20T10:00:00Z');
  expect(await at('2026-01-20T09:59:59.999Z')).toBe(0);
  expect(await totals()).toEqual([]);
  expect(await at('2026-01-20T10:00:00Z')).toBe(1);
  expect(await totals()).toHaveLength(3);
  expect(await at('2026-01-20T10:00:00Z')).toBe(0);
});

test('a week and a month are right whichever of their days were refreshed when', async () => {
  const on = (day: string) => ({ start_time: `${day}T10:00:00Z`, end_time: `${day}T10:00:01Z` });
  for (const day of ['2026-01-19', '2026-01-20', '2026-01-12', '2026-01-19']) {
    await store(database, id, [on(day)]);
    await foldAndRefresh(database);
  }
  expect(await totals()).toEqual([
    { period_type: 'daily', tasks: 1 },
    { period_type: 'daily', tasks: 2 },
    { period_type: 'daily', tasks: 1 },
    { period_type: 'monthly', tasks: 4 },
    { period_type: 'weekly', tasks: 1 },
    { period_type: 'weekly', tasks: 3 },
  ]);
});

test('beside a fold it does nothing, and the days stay to be refreshed', async () => {
  await store(database, id, [{}]);
  await fold(database.rollup, ever);
  await touchedAt('2026-01-20T10:00:00Z');
  const other = database.connectAs('payback_rollup');
  await other.transaction(async ({ query }) => {
    await query('select lock_fold()');
    expect(await at('2026-01-20T10:00:00Z')).toBe(0);
  });
  await other.end();
  expect(await at('2026-01-20T10:00:00Z')).toBe(1);
});

test('one that dies half-way leaves durations and days as they were', async () => {
  await store(database, id, [{}]);
  await fold(database.rollup, ever);
  await touchedAt('2026-01-20T10:00:00Z');
  await database.admin.query(
    'alter table analytics_aggregations add constraint broken check (false) not valid',
  );
  await expect(at('2026-01-20T10:00:00Z')).rejects.toThrow('broken');
  await database.admin.query('alter table analytics_aggregations drop constraint broken');
  expect(await drift(database, 'rollup_sums')).toEqual([]);
  expect(await at('2026-01-20T10:00:00Z')).toBe(1);
});

test('when the time is up it leaves the rest', async () => {
  await store(database, id, [{}]);
  await fold(database.rollup, ever);
  expect(await refresh(database.rollup, Date.parse('9999-01-01T00:00:00Z'), () => true)).toBe(0);
});
