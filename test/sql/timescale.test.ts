import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../lambdas/migrate/migrate.ts';
import {
  differences,
  installTimeSeries,
  measures,
  removeTimeSeries,
  tables,
} from '../../sql/timescale/install.ts';
import { runCommand } from '../support/command.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** Of a superuser, an empty database of a server with TimescaleDB: what only such a one can show is tried there. */
const SERVER = process.env['PAYBACK_TIMESCALE_URL'];
const NOW = new Date();
const KEPT = 400;

let database: TestDatabase;
let plain: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  plain = new Client({ connectionString: database.url('postgres') });
  await plain.connect();
});
afterAll(async () => {
  await plain.end();
  await database.drop();
});

const execution = fc.record({
  daysAgo: fc.integer({ min: 0, max: 40 }),
  second: fc.integer({ min: 0, max: 86_399 }),
  provider: fc.constantFrom('fast', 'slow'),
  model: fc.constantFrom('m', 'n', null),
  success: fc.boolean(),
  tokens: fc.option(fc.integer({ min: 0, max: 10_000 })),
  actual: fc.option(fc.integer({ min: 0, max: 1_000_000_000 })),
  baseline: fc.option(fc.integer({ min: 0, max: 1_000_000_000 })),
});
type Execution = typeof execution extends fc.Arbitrary<infer Value> ? Value : never;

async function organizationOf(client: Client, timeZone: string): Promise<string> {
  const id = randomUUID();
  await client.query(
    "insert into organizations (id, name, time_zone, retention_days) values ($1, 'Initech', $2, 1095)",
    [id, timeZone],
  );
  return id;
}

async function store(
  client: Client,
  organizationId: string,
  executions: readonly Execution[],
): Promise<void> {
  await client.query("select ensure_partitions(now() - interval '60 days', now())");
  await client.query(
    `insert into task_executions (organization_id, id, task_id, provider, model, task_type, start_time, end_time, success,
       tokens_used, actual_cost, baseline_cost, unpriced_reason)
     select $1, gen_random_uuid(), 'task', provider, model, 'review', start_time, start_time + interval '1.5 s', success,
       tokens, actual / 1e12, baseline / 1e12, case when actual is null or baseline is null then 'no_price' end
     from (
       select *, date_trunc('day', $3::timestamptz, 'UTC') - "daysAgo" * interval '1 day' + second * interval '1 s' as start_time
       from jsonb_to_recordset($2) as e (
         "daysAgo" integer, second integer, provider text, model text, success boolean, tokens bigint, actual numeric,
         baseline numeric)
     ) as e
     where start_time <= $3`,
    [organizationId, JSON.stringify(executions), NOW],
  );
  await rollUp(client, organizationId);
}

/** What executions are now, as pending deltas: the figures that the copy has to follow. */
async function rollUp(client: Client, organizationId: string): Promise<void> {
  await client.query('delete from rollup_deltas where organization_id = $1', [organizationId]);
  await client.query(
    `insert into rollup_deltas
     select r.* from rollups_of_executions($1, (
       select array_agg(distinct day_of(e.start_time, o.time_zone))
       from task_executions e join organizations o on o.id = e.organization_id
       where o.id = $1)) as r`,
    [organizationId],
  );
}

const count = async (client: Client, sql: string): Promise<number> => {
  const { rows } = await client.query<{ count: number }>(`select count(*)::integer as count from ${sql}`);
  return rows[0]?.count ?? -1;
};

const command = (...args: string[]) => runCommand('sql/timescale/run.ts', ...args);

test.each([
  [[], '--url is missing'],
  [['--url', 'x', '--keep-days', '0.5'], '--keep-days must be a whole number from 1 to 36500; it is 0.5.'],
  [['--url', 'x', '--keep-days', '14'], '--keep-days must be more than --compress-after-days, 14; it is 14.'],
  [['--days', '3'], "Unknown option '--days'"],
])('called with %j it says what is wrong, and how it is called', async (args, message) => {
  const wrong = command(...args);
  expect(await wrong.exit).toBe(2);
  expect(wrong.output()).toContain(message);
  expect(wrong.output()).toContain('Usage: npm run --silent timescale');
});

describe('without the extension', () => {
  test('it says that it skips, and ends well', async () => {
    const skipped = command('--url', database.url('postgres'));
    expect(await skipped.exit).toBe(0);
    expect(skipped.output()).toContain(
      'Skipped, nothing was changed. This server has no extension timescaledb',
    );
  });

  test('nothing is changed, and the reason is told', async () => {
    expect(await installTimeSeries(plain, { keepDays: KEPT, compressAfterDays: 14 })).toEqual({
      installed: false,
      reason: expect.stringMatching(/^This server has no extension timescaledb/),
    });
    expect(await count(plain, "pg_namespace where nspname = 'time_series'")).toBe(0);
    expect(await removeTimeSeries(plain)).toBe(false);
  });

  test('closed days are copied as they are, and again once they have changed', async () => {
    await plain.query(tables);
    await plain.query('insert into time_series.settings (keep_days) values ($1)', [KEPT]);
    await plain.query(`create view time_series.daily as ${measures('day')}`);
    await plain.query(differences);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('UTC', 'America/Havana', 'Asia/Kathmandu'),
        fc.array(execution, { minLength: 1, maxLength: 60 }),
        fc.array(execution, { minLength: 1, maxLength: 10 }),
        async (timeZone, first, late) => {
          await plain.query(
            'truncate task_executions, rollup_deltas, time_series.executions, time_series.copied_days',
          );
          const id = await organizationOf(plain, timeZone);
          await store(plain, id, first);
          await copyChanged();
          await store(plain, id, late);
          await plain.query(
            "update task_executions set baseline_cost = baseline_cost * 2 where provider = 'slow'",
          );
          await rollUp(plain, id);
          await copyChanged();
          const closed = `counted_executions e join organizations o on o.id = e.organization_id
            where day_of(e.start_time, o.time_zone) < day_of('${NOW.toISOString()}', o.time_zone)`;
          expect(await count(plain, 'time_series.executions')).toBe(await count(plain, closed));
        },
      ),
      { numRuns: 15 },
    );
  });

  test('a day without executions any more is emptied, one that is over for its organization stays', async () => {
    await plain.query(
      'truncate task_executions, rollup_deltas, time_series.executions, time_series.copied_days',
    );
    const id = await organizationOf(plain, 'UTC');
    const [some] = fc.sample(execution, { numRuns: 1, seed: 1 });
    if (some === undefined) throw new Error('There is no sample.');
    await store(plain, id, [
      { ...some, daysAgo: 3 },
      { ...some, daysAgo: 9 },
    ]);
    await copyChanged();
    await plain.query('delete from task_executions');
    await plain.query('delete from rollup_deltas');
    await plain.query('update organizations set retention_days = 5 where id = $1', [id]);
    await plain.query(
      'select time_series.copy_day(c.organization_id, c.day) from time_series.changed_days(now()) as c',
    );
    expect(await count(plain, 'time_series.executions')).toBe(1);
    expect(await count(plain, 'time_series.changed_days(now())')).toBe(0);
  });

  async function copyChanged() {
    expect(await count(plain, 'time_series.changed_days(now())')).toBeGreaterThanOrEqual(0);
    await plain.query(
      'select time_series.copy_day(c.organization_id, c.day) from time_series.changed_days(now()) as c',
    );
    expect(await count(plain, 'time_series.changed_days(now())')).toBe(0);
    await plain.query('update time_series.copied_days set in_daily = true');
    expect(await count(plain, 'time_series.differences')).toBe(0);
  }
});

if (SERVER === undefined) {
  console.log(
    'PAYBACK_TIMESCALE_URL names no server with TimescaleDB: what only that one can show is skipped.',
  );
}
(SERVER === undefined ? describe.skip : describe)('with TimescaleDB', () => {
  let client: Client;
  beforeAll(async () => {
    client = new Client({ connectionString: SERVER });
    await client.connect();
    await migrate(client, path.join(import.meta.dirname, '../../sql'));
    await removeTimeSeries(client);
  });
  afterAll(async () => {
    await removeTimeSeries(client);
    await client.end();
  });

  test('the continuous aggregate equals the rollups, also of days that were compressed and then changed', async () => {
    const id = await organizationOf(client, 'America/Havana');
    await store(client, id, fc.sample(execution, { numRuns: 500, seed: 7 }));
    const installed = await installTimeSeries(client, { keepDays: KEPT, compressAfterDays: 14 });
    const closed = await count(
      client,
      `counted_executions e where day_of(e.start_time, 'America/Havana') < day_of(now(), 'America/Havana')`,
    );
    expect(installed).toMatchObject({ installed: true, executions: closed });
    expect(closed).toBeGreaterThan(400);
    expect(await count(client, 'time_series.daily')).toBeGreaterThan(100);
    expect(await count(client, 'time_series.differences')).toBe(0);

    expect(
      await count(
        client,
        "(select compress_chunk(c, true) from show_chunks('time_series.executions') c) as c",
      ),
    ).toBeGreaterThan(4);
    await client.query(
      "update task_executions set baseline_cost = baseline_cost * 3 where provider = 'slow'",
    );
    await rollUp(client, id);
    await store(client, id, fc.sample(execution, { numRuns: 20, seed: 8 }));
    expect(await count(client, 'time_series.differences')).toBeGreaterThan(0);
    await client.query('call time_series.copy_days()');
    expect(await count(client, 'time_series.differences')).toBe(0);
    expect(await count(client, 'time_series.changed_days(now())')).toBe(0);
  });

  test('executions go with their weeks, daily figures stay', async () => {
    const before = await count(client, 'time_series.daily');
    const dropped = "(select drop_chunks('time_series.executions', interval '20 days')) as c";
    expect(await count(client, dropped)).toBeGreaterThan(1);
    await client.query('update time_series.settings set keep_days = 20');
    await client.query('call time_series.copy_days()');
    expect(await count(client, 'time_series.daily')).toBe(before);
  });

  test('policies and the job are there once, however often it is installed', async () => {
    await installTimeSeries(client, { keepDays: 30, compressAfterDays: 7 });
    const { rows } = await client.query(
      `select proc_name, config ->> 'drop_after' as drop_after, config ->> 'compress_after' as compress_after
       from timescaledb_information.jobs
       where hypertable_name = 'executions' or proc_schema = 'time_series' order by 1`,
    );
    expect(rows).toEqual([
      { proc_name: 'copy_days', drop_after: null, compress_after: null },
      { proc_name: 'policy_compression', drop_after: null, compress_after: '7 days' },
      { proc_name: 'policy_retention', drop_after: '30 days', compress_after: null },
    ]);
  });
});
