import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOrganization } from '../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Day = 'before' | 'first' | 'last' | 'after';
interface Rollup {
  readonly day: Day;
  readonly provider: string;
  readonly executions?: number;
  readonly actual_cost?: string;
  readonly baseline_cost?: string;
}

const NOTHING = Object.fromEntries(
  [
    'executions successful priced compared costed_successful routed cost_optimized negative_savings total_tokens',
    'input_tokens cache_read_tokens cache_write_tokens output_tokens compute_units actual_cost baseline_cost',
    'failed_cost uncompared_cost duration_ms failed_without_usage',
  ].flatMap((names) => names.split(' ').map((name) => [name, 0])),
);

/**
 * The row of mv_org_current_month of an organization with these rollups and active users, by the days beside both ends
 * of the month. In one transaction, for which the month stays what it is.
 */
async function monthOf(rollups: readonly Rollup[], users: readonly (readonly [Day, number])[]) {
  const organization_id = await createOrganization(database);
  return database.unbound.transaction(async ({ query }) => {
    const {
      rows: [days],
    } = await query(
      `select (month - 1)::text as before, month::text as first, (month + interval '1 month - 1 day')::date::text as last,
       (month + interval '1 month')::date::text as after
     from (select date_trunc('month', now() at time zone 'UTC')::date as month) as this`,
    );
    const none = { task_type: 'a', model: null, duration_bins: [], duration_counts: [] };
    await query('insert into daily_rollups select * from jsonb_populate_recordset(null::daily_rollups, $1)', [
      JSON.stringify(
        rollups.map(({ day, ...rollup }) => ({
          ...NOTHING,
          ...none,
          ...rollup,
          organization_id,
          day: days?.[day],
        })),
      ),
    ]);
    await query(
      'insert into daily_active_users select * from jsonb_populate_recordset(null::daily_active_users, $1)',
      [
        JSON.stringify(
          users.map(([day, number]) => ({
            organization_id,
            day: days?.[day],
            user_id: `00000000-0000-4000-8000-00000000000${number}`,
          })),
        ),
      ],
    );
    const { rows } = await query(
      `select month::text, total_tasks::integer, total_cost::float, total_savings::float, savings_percentage::float,
       active_users::integer, providers_used::integer
     from mv_org_current_month where organization_id = $1`,
      [organization_id],
    );
    expect(rows).toHaveLength(1);
    const [{ month, ...figures } = {}] = rows;
    expect(month).toBe(days?.['first']);
    return figures;
  });
}

test('an organization of which nothing is known has a month of nothing', async () => {
  expect(await monthOf([], [])).toEqual({
    total_tasks: 0,
    total_cost: 0,
    total_savings: 0,
    savings_percentage: null,
    active_users: 0,
    providers_used: 0,
  });
});

test('the month is from its first day to its last', async () => {
  const rollup = (day: Day, executions: number) => ({
    day,
    provider: day,
    executions,
    actual_cost: `${executions}`,
    baseline_cost: `${executions * 4}`,
  });
  const rollups = [rollup('before', 1), rollup('first', 2), rollup('last', 4), rollup('after', 8)];
  const users = [
    ['before', 1],
    ['first', 2],
    ['last', 2],
    ['last', 3],
    ['after', 4],
  ] as const;
  expect(await monthOf(rollups, users)).toEqual({
    total_tasks: 6,
    total_cost: 6,
    total_savings: 18,
    savings_percentage: 75,
    active_users: 2,
    providers_used: 2,
  });
});

test.each([
  ['first', 1],
  ['last', 1],
  ['before', 0],
  ['after', 0],
] as const)('who was active on the day %s counts %i', async (day, active_users) => {
  expect(await monthOf([], [[day, 1]])).toMatchObject({ active_users });
});

test.each([
  ['1', '0.25', 75],
  ['0', '0', null],
  ['0', '1', null],
])('of a baseline of $%s, $%s saves %s percent', async (baseline_cost, actual_cost, savings_percentage) => {
  const rollup = { day: 'first', provider: 'fast', executions: 1, actual_cost, baseline_cost } as const;
  expect(await monthOf([rollup], [])).toMatchObject({ savings_percentage });
});

test('a provider is used that ran once, and not one whose costs were only corrected', async () => {
  const rollups = [
    { day: 'first', provider: 'once', executions: 1 },
    { day: 'first', provider: 'corrected', actual_cost: '1' },
  ] as const;
  expect(await monthOf(rollups, [])).toMatchObject({ total_tasks: 1, total_cost: 1, providers_used: 1 });
});
