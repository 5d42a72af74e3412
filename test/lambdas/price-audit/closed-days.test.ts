import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { auditAll } from '../../../lambdas/price-audit/price-audit.ts';
import { rebuild } from '../../../lambdas/price-audit/rebuild.ts';
import type { DriftedDay } from '../../../lambdas/price-audit/reconcile.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { foldAndRefresh } from '../../support/refreshed.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** The first night on which days are audited, 28 of which are kept. */
const NIGHT = Date.parse('2026-01-27T04:41:00Z');
const DAY_MS = 86_400_000;
const KEPT = 28;
/** Nights in which each of the 26 days that are not read anyway has its turn, four a night. */
const TURNS = 7;
/** Of the organization, closed and quiet. */
const CLOSED = '2026-01-10';
const ENDED = '2025-12-20';
let database: TestDatabase;
let organizationId: string;

// One for each test: what is audited is everything.
beforeEach(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000005' });
  organizationId = await createOrganization(database);
  const days = Array.from({ length: 40 }, (_, age) =>
    new Date(NIGHT - (age + 1) * DAY_MS).toISOString().slice(0, 10),
  );
  const kinds = [
    { provider: 'fast' },
    { provider: 'slow', model: 'm' },
    { provider: 'slow', success: false },
  ];
  const executions = days.flatMap((day) =>
    kinds.map((kind) => ({ ...kind, start_time: `${day}T10:00:00Z` })),
  );
  await store(database, organizationId, executions, '2026-01-27T03:00:00Z');
  await foldAndRefresh(database);
  // What has ended was known while it was kept.
  await keep(45);
  await night(0);
  await keep(KEPT);
});
afterEach(() => database.drop());

const keep = (days: number) => database.admin.query('update organizations set retention_days = $1', [days]);

/** Nights without a date of their own are minutes apart, so that who was read longest ago is known. */
let minutes = 0;

/** The audit of a night, so many after the first. */
async function night(after: number, options: { readonly allDays?: boolean } = {}) {
  const found: DriftedDay[] = [];
  minutes += 1;
  const result = await auditAll(database.pricing, {
    now: NIGHT + after * DAY_MS + minutes * 60_000,
    seed: 1,
    timeIsUp: () => false,
    onDifferences: () => undefined,
    onDrift: (_, days) => found.push(...days),
    onFailure: (_, error) => {
      throw error;
    },
    ...options,
  });
  return { ...result, found };
}

/** Audits night after night. @returns on how many of them something was found, and what it was the first time */
async function nightsUntilFound(nights: number) {
  for (let after = 1; after <= nights; after += 1) {
    const { found } = await night(0);
    if (found.length > 0) return { after, found };
  }
  return { after: null, found: [] };
}

const alter = (statement: string, ...values: readonly unknown[]) =>
  database.admin.query(statement, [organizationId, ...values]);

test('a day is read once, and afterwards compared by its hash: of the others the last two, and four in turn', async () => {
  expect(await night(0)).toMatchObject({ drifted: 0, hashed: KEPT, reconciled: 2 + 4 });
  expect(await night(0, { allDays: true })).toMatchObject({ drifted: 0, reconciled: KEPT });
});

test('every day has its turn', async () => {
  await alter("update audited_days set read_at = '2026-01-01' where organization_id = $1");
  for (let turn = 0; turn < TURNS; turn += 1) await night(0);
  const { rows } = await alter(
    `select count(*)::integer as unread from audited_days
     where organization_id = $1 and day >= '2025-12-30' and read_at < $2`,
    new Date(NIGHT),
  );
  expect(rows).toEqual([{ unread: 0 }]);
});

test('a day that begins is read when it is over, and none is read that has not changed', async () => {
  await store(database, organizationId, [{ start_time: '2026-01-27T08:00:00Z' }], '2026-01-27T09:00:00Z');
  await foldAndRefresh(database);
  await alter(
    'update audited_days set executions_hash = executions_hash + 1 where day = $2 and organization_id = $1',
    '2026-01-26',
  );
  expect((await night(1)).found).toMatchObject([{ day: '2026-01-26' }]);
});

const EXECUTION = `organization_id = $1 and start_time = '${CLOSED}T10:00:00Z' and provider = 'slow' and success`;
const HASH = `organization_id = $1 and day = '${CLOSED}'`;
const PART = `${HASH} and dimensions_id in (select id from rollup_dimensions where organization_id = $1 and provider = 'fast')`;
const WHOLE = `organization_id = $1 and period_type = 'daily' and period_start = '${CLOSED}'`;
const FAULTS: readonly (readonly [
  fault: string,
  statement: string,
  nights: number,
  measures: readonly string[],
])[] = [
  [
    'a cost',
    `update task_executions set actual_cost = actual_cost + 1 where ${EXECUTION}`,
    TURNS,
    ['actual_cost'],
  ],
  [
    'an execution that is gone',
    `delete from task_executions where ${EXECUTION}`,
    TURNS,
    ['actual_cost', 'baseline_cost'],
  ],
  [
    'what no sum shows',
    `update task_executions set baseline_model = 'rotten' where ${EXECUTION}`,
    TURNS,
    ['executions_hash'],
  ],
  [
    'a rollup',
    `update rollup_sums set executions = executions + 1 where ${PART}`,
    1,
    ['executions', 'executions'],
  ],
  ['a rollup that is gone', `delete from rollup_sums where ${PART}`, 1, ['actual_cost']],
  [
    'a rollup that no sum shows',
    `update rollup_sums set cost_optimized = 7 where ${PART}`,
    1,
    ['rollups_hash'],
  ],
  [
    'a percentile of a day',
    `update analytics_aggregations set p95_duration_ms = 7 where ${WHOLE}`,
    1,
    ['rollups_hash'],
  ],
  [
    'durations of a day',
    `update analytics_aggregations set duration_counts = '{9}' where ${WHOLE}`,
    1,
    ['rollups_hash'],
  ],
  [
    'a hash of executions',
    `update audited_days set executions_hash = 1 where ${HASH}`,
    TURNS,
    ['executions_hash'],
  ],
  ['a hash of rollups', `update audited_days set rollups_hash = 1 where ${HASH}`, 1, ['rollups_hash']],
];

describe('altered where it is stored is found, on the day and by its name:', () => {
  test.each(FAULTS)('%s', async (_, statement, nights, measures) => {
    const { rowCount } = await alter(statement);
    expect(rowCount).toBe(1);
    const { after, found } = await nightsUntilFound(nights);
    expect(after).not.toBeNull();
    expect(found).toMatchObject([{ day: CLOSED }]);
    const told = found.flatMap(({ details }) => details.first.map(({ measure }) => measure));
    expect(told).toEqual(expect.arrayContaining([...measures]));
    const { rows } = await alter(
      'select day::text, drifted, details from reconciliations where organization_id = $1',
    );
    expect(rows).toEqual(found.map((day) => ({ ...day, drifted: true })));
  });

  test('rollups of a day whose executions are gone, within four weeks', async () => {
    await alter('delete from task_executions where organization_id = $1 and start_time < $2', '2025-12-30');
    await alter(`update rollup_sums set executions = 9 where organization_id = $1 and day = '${ENDED}'`);
    const nights: DriftedDay[] = [];
    for (let after = 0; after < 28; after += 1) nights.push(...(await night(after)).found);
    expect(nights).toMatchObject([{ day: ENDED, details: { first: [{ measure: 'rollups_hash' }] } }]);
  });
});

test('what was found is told again the next night, until the day is rebuilt', async () => {
  await alter(`update rollup_sums set cost_optimized = 7 where ${PART}`);
  for (let time = 0; time < 3; time += 1) expect((await night(0)).found).toMatchObject([{ day: CLOSED }]);
  await rebuild(database.pricing, { organization_id: organizationId, day: CLOSED }, NIGHT);
  expect((await night(0)).found).toEqual([]);
  await foldAndRefresh(database);
  expect((await night(0)).found).toEqual([]);
  expect(await night(0)).toMatchObject({ drifted: 0, reconciled: 2 + 4 });
});

describe('what has changed as it should is read again and no drift:', () => {
  const late = () =>
    store(database, organizationId, [{ start_time: `${CLOSED}T11:00:00Z` }], '2026-01-27T03:30:00Z');

  test('a late execution, before it is folded and after', async () => {
    await late();
    // A change that is pending is in no hash: the day stays as it was known, and is read again each time.
    for (let time = 0; time < 2; time += 1)
      expect(await night(0)).toMatchObject({ drifted: 0, reconciled: 2 + 1 + 4 });
    await foldAndRefresh(database);
    expect(await night(0)).toMatchObject({ drifted: 0, reconciled: 2 + 1 + 4 });
    expect(await night(0)).toMatchObject({ drifted: 0, reconciled: 2 + 4 });
  });

  test('and a fault beside it is found the same night', async () => {
    await late();
    await foldAndRefresh(database);
    await alter(`update task_executions set actual_cost = actual_cost + 1 where ${EXECUTION}`);
    expect((await night(0)).found).toMatchObject([{ day: CLOSED }]);
  });

  test('hashes by another version, or another PostgreSQL: everything is read once', async () => {
    await alter(
      "update audited_days set made_by = '0/1', executions_hash = 1, rollups_hash = 1 where organization_id = $1",
    );
    expect(await night(0)).toMatchObject({ drifted: 0, hashed: 0, reconciled: KEPT });
    expect(await night(0)).toMatchObject({ drifted: 0, hashed: KEPT, reconciled: 2 + 4 });
  });
});

/** By retention, erasure and recalculation, and what the database computes. */
const NOT_HASHED =
  'error_message labels notes request_id session_id task_description task_id user_id ' +
  'priced_at updated_at void_id duration_ms savings organization_id';

test('every column of an execution is hashed that nobody changes without a word to the rollups', async () => {
  const { rows } = await database.admin.query<{ name: string; source: string }>(
    `select attname as name, pg_get_functiondef('execution_hash'::regproc) as source from pg_attribute
     where attrelid = 'counted_executions'::regclass and attnum > 0 and not attisdropped`,
  );
  const left = rows.filter(({ name, source }) => !new RegExp(`\\.${name}\\b`).test(source));
  expect(left.map(({ name }) => name).toSorted()).toEqual(NOT_HASHED.split(' ').toSorted());
});
