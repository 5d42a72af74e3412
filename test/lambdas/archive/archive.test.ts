import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { personalColumns } from '../../../shared/personal-data/personal-columns.ts';
import { startTestArchive, type TestArchive } from '../../support/archive.ts';
import { createOrganization, createPrice, store, type ExecutionFields } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let files: TestArchive;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000003141592' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000005000001' });
  await createPrice(database, { provider: 'machine', costPerUnit: '0.01', pricingModel: 'per_compute_unit' });
});
beforeEach(async () => {
  files = await startTestArchive();
  await database.admin.query("update organizations set archive = 'off'");
  organizationId = await archiving();
});
afterEach(() => files.stop());
afterAll(() => database.drop());

/** The week from Monday the 19th to Sunday the 25th of January. */
const OVER = '2026-01-28T06:00:00Z';

async function archiving(timeZone = 'UTC'): Promise<string> {
  const id = await createOrganization(database, { timeZone });
  await database.admin.query("update organizations set archive = 'without_personal_data' where id = $1", [
    id,
  ]);
  return id;
}

const at = (time: string): ExecutionFields => ({ start_time: time, end_time: time });

/** Decimals of as many digits as messages may have, on both sides of the point. */
const decimal = fc
  .tuple(
    fc.integer({ min: 0, max: 12 }),
    fc.integer({ min: 0, max: 18 }),
    fc.array(fc.nat(9), { minLength: 30, maxLength: 30 }),
  )
  .map(([before, after, digits]) => {
    const whole = digits.slice(0, before).join('').replace(/^0+/, '') || '0';
    const rest = digits.slice(12, 12 + after).join('');
    return rest === '' ? whole : `${whole}.${rest}`;
  });

const execution = fc.record({
  provider: fc.constantFrom('fast', 'slow', 'machine', 'unheard of'),
  model: fc.option(fc.constantFrom('m', "it's", 'ü,"'), { nil: undefined }),
  task_type: fc.constantFrom('code_generation', 'debugging'),
  success: fc.boolean(),
  tokens_used: fc.option(fc.integer({ min: 0, max: 1_000_000_000_000 }), { nil: null }),
  compute_units: fc.option(decimal, { nil: undefined }),
  router_cost: fc.option(decimal, { nil: undefined }),
  hour: fc.integer({ min: 0, max: 47 }),
  routed: fc.option(fc.constantFrom('cost_optimized', 'quality_first'), { nil: undefined }),
});

test('the sums of the files are those of the rollups to the last decimal, and every day is in them once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(execution, { minLength: 1, maxLength: 25 }),
      fc.boolean(),
      async (sent, folded) => {
        await database.admin.query("update organizations set archive = 'off'");
        const id = await archiving('America/New_York');
        const executions = sent.map(({ hour, routed, ...fields }) => {
          const start = new Date(Date.parse('2026-01-20T00:00:00.123Z') + hour * 3_600_000).toISOString();
          return {
            ...fields,
            ...at(start),
            ...(routed && {
              routing_decision: { chosen_provider: fields.provider, routing_strategy: routed },
            }),
          };
        });
        await store(database, id, executions);
        if (folded) await fold(database.rollup, () => false);
        expect(await files.run(database.upkeep, OVER)).toMatchObject({
          executions: sent.length,
          refused: 0,
          left: 0,
        });
        const duckDb = await files.open();
        const columns = [
          'executions',
          'successful',
          'priced',
          'compared',
          'costed_successful',
          'routed',
          'cost_optimized',
          'negative_savings',
          'failed_without_usage',
          'total_tokens',
          'compute_units',
          'actual_cost',
          'baseline_cost',
          'failed_cost',
          'uncompared_cost',
          'duration_ms',
        ];
        const inFiles = await duckDb.rows(
          `select cast(day as varchar) as day, ${columns.map((name) => `cast(sum(${name}) as varchar) as ${name}`).join(', ')}
         from current_measures where organization_id = '${id}' group by day order by day`,
        );
        duckDb.close();
        const { rows } = await database.admin.query(
          `select day::text, ${columns.map((name) => `sum(${name})::text as ${name}`).join(', ')}
         from current_measures where organization_id = $1 group by day order by day`,
          [id],
        );
        expect(inFiles.map(trimmed)).toEqual(rows.map(trimmed));
        expect(await files.run(database.upkeep, OVER)).toMatchObject({ days: 0, refused: 0 });
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});

const trimmed = (row: Readonly<Record<string, string | null>>) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value?.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '') : value,
    ]),
  );

test('a week is put into files two days after its last, by the clocks of its organization', async () => {
  const away = await archiving('Pacific/Auckland');
  // Of Monday the 26th in Auckland.
  await store(database, away, [at('2026-01-25T10:59:59Z'), at('2026-01-25T11:00:00Z')]);
  await store(database, organizationId, [at('2026-01-25T23:59:59Z'), at('2026-01-26T00:00:00Z')]);
  const boundaries = [
    ['2026-01-27T10:59:59Z', 0],
    // The 28th in Auckland.
    ['2026-01-27T11:00:00Z', 1],
    ['2026-01-27T23:59:59Z', 0],
    ['2026-01-28T00:00:00Z', 1],
    ['2026-02-03T10:59:59Z', 0],
    ['2026-02-03T11:00:00Z', 1],
  ] as const;
  for (const [now, days] of boundaries) {
    expect([now, (await files.run(database.upkeep, now)).days]).toEqual([now, days]);
  }
  const of = (id: string, week: string, day: string) =>
    ['execution_flags', 'routing_decisions', 'task_executions'].map(
      (table) => `${table}/organization_id=${id}/week=${week}/${day}.parquet`,
    );
  expect(await files.keys()).toEqual(
    [
      ...of(away, '2026-01-19', '2026-01-25'),
      ...of(away, '2026-01-26', '2026-01-26'),
      ...of(organizationId, '2026-01-19', '2026-01-25'),
    ].toSorted(),
  );
});

test('organizations that do not archive have no files', async () => {
  await store(database, await createOrganization(database), [{}]);
  expect(await files.run(database.upkeep, OVER)).toEqual({
    days: 0,
    executions: 0,
    bytes: 0,
    refused: 0,
    left: 0,
  });
  expect(await files.keys()).toEqual([]);
});

test('nothing that is about a person is in the files', async () => {
  await database.admin.query(
    'update organizations set keep_descriptions = true, keep_error_messages = true where id = $1',
    [organizationId],
  );
  const secret = 'Ann-Secretname';
  await store(database, organizationId, [
    {
      user_id: secret,
      task_id: secret,
      task_description: `of ${secret}`,
      error_message: secret,
      success: false,
      session_id: secret,
      request_id: secret,
      labels: { team: secret },
      routing_decision: { chosen_provider: 'fast', routing_strategy: 's', reasoning: secret },
    },
  ]);
  await files.run(database.upkeep, OVER);
  const duckDb = await files.open();
  let texts = '';
  for (const table of ['task_executions', 'routing_decisions', 'execution_flags']) {
    const described = await duckDb.rows(`describe ${table}`);
    const columns = described.map((row) => row['column_name']);
    const personal = personalColumns.filter((each) => each.table === table).map(({ column }) => column);
    expect(personal.length).toBeGreaterThan(0);
    expect(columns.filter((column) => personal.includes(String(column)))).toEqual([]);
    texts += JSON.stringify(await duckDb.rows(`select * from ${table}`));
  }
  duckDb.close();
  expect(texts).toContain('code_generation');
  expect(texts).not.toContain(secret);
});

test('a day that changes is put into files anew, and a fold changes nothing', async () => {
  await store(database, organizationId, [at('2026-01-20T10:00:00Z'), at('2026-01-21T10:00:00Z')]);
  expect(await files.run(database.upkeep, OVER)).toMatchObject({ days: 2 });
  await fold(database.rollup, () => false);
  expect(await files.run(database.upkeep, OVER)).toMatchObject({ days: 0 });
  await store(database, organizationId, [at('2026-01-21T11:00:00Z')]);
  expect(await files.run(database.upkeep, OVER)).toMatchObject({ days: 1, executions: 2 });
  const duckDb = await files.open();
  expect(await duckDb.rows('select count(*) as n from task_executions')).toEqual([{ n: '3' }]);
  duckDb.close();
});

test('a day whose rollups are not the sums of its executions is refused, by name, and others are not held up', async () => {
  await store(database, organizationId, [
    { ...at('2026-01-20T10:00:00Z'), provider: 'slow' },
    at('2026-01-21T10:00:00Z'),
  ]);
  await fold(database.rollup, () => false);
  await database.admin.query(
    "update rollup_sums set actual_cost = actual_cost + 0.000000000001 where organization_id = $1 and day = '2026-01-20'",
    [organizationId],
  );
  expect(await files.run(database.upkeep, OVER)).toMatchObject({ days: 1, refused: 1 });
  expect(files.refused).toEqual([
    expect.stringMatching(
      /^actual_cost of .*slow.* is 0\.005000001001 in the rollups and 0\.005000001 in the files$/,
    ),
  ]);
  const { rows } = await database.admin.query(
    "select day::text, executions_state = 'refused' as refused from archived_days where organization_id = $1 order by day",
    [organizationId],
  );
  expect(rows).toEqual([
    { day: '2026-01-20', refused: true },
    { day: '2026-01-21', refused: false },
  ]);
});

test.each([
  ['compute_units', '0.0000000000000000001'],
  ['router_cost', '100000000000000000000'],
  ['provider_cost', '1.1234567890123456789'],
])('%s of %s fits no file: the day is refused, by the name of its execution', async (column, value) => {
  const id = '018f3c2e-0000-7000-8000-000000000001';
  await store(database, organizationId, [{}]);
  await database.admin.query(
    `update task_executions set id = $2, ${column} = $3 where organization_id = $1`,
    [organizationId, id, value],
  );
  expect(await files.run(database.upkeep, OVER)).toMatchObject({ days: 0, refused: 1 });
  expect(files.refused).toEqual([`task_executions ${id}: ${column} ${value} does not fit DECIMAL(38,18)`]);
  expect(await files.keys()).toEqual([]);
});

test('what the time does not suffice for is left for the next run', async () => {
  await store(database, organizationId, [at('2026-01-20T10:00:00Z'), at('2026-01-21T10:00:00Z')]);
  let asked = 0;
  expect(await files.run(database.upkeep, OVER, () => asked++ >= 1)).toMatchObject({ days: 1, left: 1 });
  expect(await files.run(database.upkeep, OVER)).toMatchObject({ days: 1, left: 0 });
});
