import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ORGANIZATION, createPricingDatabase } from '../support/pricing.ts';
import type { TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createPricingDatabase();
});
afterAll(() => database.drop());

/** What makes two prices versions of one: all of it. */
const LINE = {
  organization_id: ORGANIZATION,
  provider: 'p',
  model: 'm',
  task_type: 't',
  pricing_model: 'per_input_token',
  above_input_tokens: 1000,
  daily_start: '08:00',
  daily_end: '16:00',
  service_tier: null,
  speed: null,
  inference_geo: null,
};

/** A contract price of a line, in force between two instants. @returns its id */
async function addPrice(line: object, from: string, until: string | null): Promise<string> {
  const row = {
    cost_per_unit: '1',
    currency: 'USD',
    created_by: 'test',
    source: 'contract',
    ...line,
    effective_date: from,
    end_date: until,
  };
  const columns = Object.keys(row).join(', ');
  const { rows } = await database.admin.query<{ id: string }>(
    `insert into provider_pricing (${columns})
     select ${columns} from jsonb_populate_record(null::provider_pricing, $1) returning id`,
    [row],
  );
  return rows[0]?.id ?? '';
}

const correct = (id: string, correction: object) =>
  database.admin.query('select correct_price($1, $2)', [id, { corrected_by: 'test', ...correction }]);

/** Ends of the prices in force that begin before the corrected one did. */
async function endsBefore(line: object): Promise<unknown> {
  const { rows } = await database.admin.query<{ end: string; same: boolean }>(
    `select to_char(end_date at time zone 'UTC', 'YYYY-MM-DD') as end, to_jsonb(p) @> $1 as same
     from provider_pricing p where superseded_at is null and effective_date = '2025-01-01' order by 2, 1`,
    [line],
  );
  return rows.map(({ end, same }) => `${same ? 'same' : 'other'} ${end}`);
}

// Each differs from the corrected price's line in one thing.
test.each([
  ['organization_id', { organization_id: null, source: 'manual_entry' }],
  ['provider', { provider: 'q' }],
  ['model', { model: 'n' }],
  ['any model', { model: null }],
  ['task_type', { task_type: 'u' }],
  ['any task type', { task_type: null }],
  ['pricing_model', { pricing_model: 'per_output_token' }],
  ['above_input_tokens', { above_input_tokens: 0 }],
  ['service_tier', { service_tier: 'batch' }],
  ['speed', { speed: 'fast' }],
  ['inference_geo', { inference_geo: 'us' }],
  ['daily_start', { daily_start: '00:00', daily_end: '16:00' }],
  ['daily_end', { daily_start: '08:00', daily_end: '24:00' }],
])(
  'a correction that begins later extends the version before it, not a price of another %s',
  async (_, other) => {
    await database.admin.query('delete from provider_pricing');
    const touching = { ...LINE, daily_start: '08:00:00', daily_end: '16:00:00' };
    // Parts of the day that overlap exclude each other, so those two cases have no version of the same line before.
    const alone = 'daily_start' in other;
    // The other one first: without the condition that tells them apart it would be found first.
    await addPrice({ ...LINE, ...other }, '2025-01-01', '2026-01-01');
    if (!alone) await addPrice(LINE, '2025-01-01', '2026-01-01');
    const id = await addPrice(LINE, '2026-01-01', null);
    await correct(id, { effective_date: '2026-02-01T00:00:00Z' });
    expect(await endsBefore(touching)).toEqual(['other 2026-01-01', ...(alone ? [] : ['same 2026-02-01'])]);
  },
);

test('a version before that is superseded stays as it was', async () => {
  await database.admin.query('delete from provider_pricing');
  const before = await addPrice(LINE, '2025-01-01', '2026-01-01');
  await correct(before, { cost_per_unit: '2' });
  await correct(await addPrice(LINE, '2026-01-01', null), { effective_date: '2026-02-01T00:00:00Z' });
  const { rows } = await database.admin.query(
    `select cost_per_unit::integer as cost, to_char(end_date at time zone 'UTC', 'YYYY-MM') as end, superseded_at is null as is_kept
     from provider_pricing where effective_date = '2025-01-01' order by 1, 2`,
  );
  expect(rows).toEqual([
    { cost: 1, end: '2026-01', is_kept: false },
    { cost: 2, end: '2026-01', is_kept: false },
    { cost: 2, end: '2026-02', is_kept: true },
  ]);
});

test('a correction that begins where the version before began, or earlier, leaves that one alone and is refused', async () => {
  for (const start of ['2025-01-01T00:00:00Z', '2024-12-31T00:00:00Z']) {
    await database.admin.query('delete from provider_pricing');
    await addPrice(LINE, '2025-01-01', '2026-01-01');
    const id = await addPrice(LINE, '2026-01-01', null);
    await expect(correct(id, { effective_date: start })).rejects.toThrow('provider_pricing_no_overlap');
  }
});

test('a correction of the cost alone makes no other version', async () => {
  await database.admin.query('delete from provider_pricing');
  await addPrice(LINE, '2025-01-01', '2026-01-01');
  await correct(await addPrice(LINE, '2026-01-01', null), { cost_per_unit: '3' });
  const { rows } = await database.admin.query('select count(*)::integer as versions from provider_pricing');
  expect(rows).toEqual([{ versions: 3 }]);
});

test('an inferred price that is corrected by hand is for its name; one that is only closed stays inferred', async () => {
  await database.admin.query('delete from provider_pricing');
  const listed = { ...LINE, organization_id: null, source: 'provider_api', is_inferred: true };
  const inForce = async () => {
    const { rows } = await database.admin.query(
      `select source, is_inferred, end_date is null as is_open from provider_pricing where superseded_at is null
       order by effective_date`,
    );
    return rows;
  };
  const id = await addPrice(listed, '2025-01-01', null);
  const next = { ...listed, source: 'manual_entry', is_inferred: false, cost_per_unit: '2', currency: 'USD' };
  await database.admin.query('select add_price(jsonb_populate_record(null::provider_pricing, $1), $2)', [
    { ...next, effective_date: '2026-01-01', created_by: 'test' },
    id,
  ]);
  expect(await inForce()).toEqual([
    { source: 'provider_api', is_inferred: true, is_open: false },
    { source: 'manual_entry', is_inferred: false, is_open: true },
  ]);
  await database.admin.query('delete from provider_pricing');
  await correct(await addPrice(listed, '2025-01-01', null), { cost_per_unit: '2' });
  expect(await inForce()).toEqual([{ source: 'manual_entry', is_inferred: false, is_open: true }]);
});
