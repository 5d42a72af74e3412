import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { reprice } from '../../../lambdas/price-audit/reprice.ts';
import { createOrganization, createPrice, store, type ExecutionFields } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const NOW = '2026-01-27T04:41:00Z';
const DAY = '2026-01-26';
let database: TestDatabase;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000005' });
});
afterAll(() => database.drop());
beforeEach(async () => {
  organizationId = await createOrganization(database);
  await database.admin.query('delete from recalculations');
});

/** Stores executions that started on the audited day unless told otherwise, and returns their ids. */
async function send(executions: readonly ExecutionFields[]): Promise<string[]> {
  const identified = executions.map((fields) => ({
    id: randomUUID(),
    start_time: `${DAY}T10:00:00Z`,
    ...fields,
  }));
  await store(database, organizationId, identified, NOW);
  return identified.map(({ id }) => id);
}

const audit = (seed = 1, timeZone = 'UTC') =>
  reprice(database.pricing, { organizationId, timeZone, day: DAY }, { now: Date.parse(NOW), seed });

async function set(id: string, assignment: string): Promise<void> {
  await database.admin.query(`update task_executions set ${assignment} where id = $1`, [id]);
}

test('what is stored as it is priced differs in nothing, priced or not', async () => {
  await send([{}, { provider: 'unheard_of' }, { success: false }]);
  expect(await audit()).toEqual({ compared: 3, different: 0, first_differences: [] });
});

test.each([
  ['actual_cost = 0.001000000001', { actual_cost: '0.001000000001' }],
  ['baseline_cost = 0.004', { baseline_cost: '0.004' }],
  [
    "actual_cost = null, unpriced_reason = 'actual_price_missing'",
    { actual_cost: null, unpriced_reason: 'actual_price_missing' },
  ],
  ["baseline_provider = 'other'", { baseline_provider: 'other' }],
  ["baseline_model = 'other'", { baseline_model: 'other' }],
])('a row with %s is found, with both values', async (assignment, changed) => {
  const [wrong = ''] = await send([{}, {}]);
  await set(wrong, assignment);
  const repriced = {
    actual_cost: '0.001',
    baseline_cost: '0.005',
    unpriced_reason: null,
    baseline_provider: 'slow',
    baseline_model: null,
  };
  expect(await audit()).toEqual({
    compared: 2,
    different: 1,
    first_differences: [{ execution_id: wrong, stored: { ...repriced, ...changed }, repriced }],
  });
});

describe('the draw', () => {
  const wrongAmong = async (ids: readonly string[], seed: number) => {
    await Promise.all(ids.map((id) => set(id, 'actual_cost = 7')));
    const { compared, first_differences: found } = await audit(seed);
    expect(compared).toBe(10);
    return found.map((each) => each.execution_id);
  };

  test('is of ten, the same for the same seed, others for another', async () => {
    const ids = await send(Array.from({ length: 60 }, () => ({})));
    const first = await wrongAmong(ids, 1);
    expect(await wrongAmong(ids, 1)).toEqual(first);
    expect(await wrongAmong(ids, 2)).not.toEqual(first);
  });

  test('reaches every execution sooner or later', async () => {
    const ids = await send(Array.from({ length: 20 }, () => ({})));
    const drawn = new Set<string>();
    for (let seed = 0; seed < 25; seed += 1) for (const id of await wrongAmong(ids, seed)) drawn.add(id);
    expect(drawn.size).toBe(20);
  });

  test("is from the organization's day", async () => {
    const starts = [
      '2026-01-25T18:29:59Z',
      '2026-01-25T18:30:00Z',
      '2026-01-26T18:29:59Z',
      '2026-01-26T18:30:00Z',
    ];
    const ids = await send(starts.map((start_time) => ({ start_time })));
    await Promise.all(ids.map((id) => set(id, 'actual_cost = 7')));
    const { first_differences: found } = await audit(1, 'Asia/Kolkata');
    expect(new Set(found.map((each) => each.execution_id))).toEqual(new Set(ids.slice(1, 3)));
  });
});

test('what was flagged in the last week is compared as well, reviewed or not, once however many flags it has', async () => {
  const dear = { provider: 'slow', tokens_used: 1_000_000 };
  const starts = ['2026-01-20T04:40:59Z', '2026-01-20T04:41:00Z', '2026-01-24T10:00:00Z', `${DAY}T10:00:00Z`];
  const ids = await send(starts.map((start_time) => ({ ...dear, start_time })));
  await send([{ start_time: '2026-01-24T10:00:00Z' }]);
  await database.admin.query(
    `update execution_flags set status = 'reviewed', reviewed_by = 'alice', reviewed_at = now()
     where execution_id = $1`,
    [ids[2]],
  );
  await database.admin.query(
    "insert into execution_flags (organization_id, execution_id, start_time, kind) values ($1, $2, $3, 'negative_savings')",
    [organizationId, ids[3], starts[3]],
  );
  expect((await audit()).compared).toBe(3);
});

describe('an execution in the range of a recalculation', () => {
  const recalculation = async (fields: {
    readonly organization?: string;
    readonly status?: string;
    readonly dryRun?: boolean;
    readonly start?: string;
    readonly end?: string;
  }) => {
    const { organization = null, status = 'queued', dryRun = false } = fields;
    const { start = `${DAY}T10:00:00Z`, end = 'infinity' } = fields;
    await database.admin.query(
      `insert into recalculations (organization_id, cause, start_time, end_time, status, finished_at, dry_run, correction,
         created_by)
       values ($1, 'price_correction', $2, $3, $4, case when $4 = 'completed' then now() end, $5,
         case when $5 then '{}'::jsonb end, 'test')`,
      [organization, start, end, status, dryRun],
    );
  };
  const wrong = async () => {
    const [id = ''] = await send([{}]);
    await set(id, 'actual_cost = 7');
  };

  test.each(['queued', 'running'])('of all organizations that is %s is left out', async (status) => {
    await wrong();
    await recalculation({ status });
    expect(await audit()).toMatchObject({ compared: 0, different: 0 });
  });

  test('of its organization is left out', async () => {
    await wrong();
    await recalculation({ organization: organizationId });
    expect(await audit()).toMatchObject({ compared: 0, different: 0 });
  });

  test.each([
    ['another organization', async () => ({ organization: await createOrganization(database) })],
    ['one that is completed', () => Promise.resolve({ status: 'completed' })],
    ['one that only tries', () => Promise.resolve({ dryRun: true })],
    ['one that ends as it starts', () => Promise.resolve({ start: DAY, end: `${DAY}T10:00:00Z` })],
    ['one that begins after it', () => Promise.resolve({ start: `${DAY}T10:00:00.000001Z` })],
  ])('of %s is compared', async (_, fields) => {
    await wrong();
    await recalculation(await fields());
    expect(await audit()).toMatchObject({ compared: 1, different: 1 });
  });
});
