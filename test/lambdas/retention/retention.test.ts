import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { ingest } from '../../../lambdas/ingest/ingest.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import { createPartitions } from '../../../lambdas/partitions/create-partitions.ts';
import { auditAll } from '../../../lambdas/price-audit/price-audit.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { createOrganization, createPrice } from '../../support/fixture.ts';
import { body, message } from '../../support/messages.ts';
import { daysAgo, keepFor, ripen, run, runTwice, sendOld } from '../../support/retention.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
/** Keep 3 and 60 days. */
let short: string;
let long: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000005' });
});
beforeEach(async () => {
  await database.admin.query(
    `truncate task_executions, routing_decisions, execution_keys, execution_flags, users, ingest_rejections,
       daily_rollups, rollup_sums, rollup_durations, rollup_touched_days, rollup_deltas, analytics_aggregations, daily_active_users, retention_cuts, reconciliations, recalculations
     cascade`,
  );
  await database.admin.query('update organizations set retention_days = 1');
  short = await createOrganization(database);
  long = await createOrganization(database);
  await keepFor(database, long, 60);
});
afterAll(() => database.drop());

/** Of an organization, by days ago. */
async function left(organizationId: string) {
  const { rows } = await database.admin.query<{ text: string }>(
    `select string_agg(distinct ((now() at time zone 'UTC')::date - (start_time at time zone 'UTC')::date)::text, ' ') as text
     from task_executions where organization_id = $1`,
    [organizationId],
  );
  return (rows[0]?.text ?? '')
    .split(' ')
    .map(Number)
    .toSorted((a, b) => a - b)
    .join(' ');
}

async function count(table: string, organizationId: string): Promise<number> {
  const { rows } = await database.admin.query<{ n: number }>(
    `select count(*)::integer as n from ${table} where organization_id = $1`,
    [organizationId],
  );
  return rows[0]?.n ?? 0;
}

async function totals(): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    `select organization_id, day::text, sum(executions)::text as executions, sum(actual_cost)::text as cost,
       sum(baseline_cost)::text as baseline, sum(duration_ms)::text as duration
     from current_rollups group by 1, 2 order by 1, 2`,
  );
  return rows;
}

const routed = {
  routing_decision: { chosen_provider: 'fast', routing_strategy: 's' },
  user_id: 'ann',
  provider: 'slow',
};

test('days go as a whole, by each organization, with all that is of their executions', async () => {
  for (const id of [short, long]) await sendOld(database, id, [0, 1, 2, 3, 4, 4, 10, 11], routed);
  await fold(database.rollup, () => false);
  const before = await totals();
  const { rows: aggregated } = await database.admin.query(
    'select * from analytics_aggregations order by 1, 2, 3',
  );
  await keepFor(database, short, 3);

  // What is decided stays for those who do not know yet.
  expect(await run(database.upkeep)).toMatchObject({ decided: 1, executions: 0 });
  expect(await left(short)).toBe('0 1 2 3 4 10 11');
  await ripen(database);
  expect(await run(database.upkeep)).toMatchObject({ decided: 0, executions: 4, isDone: true, beyond: 0 });

  expect(await left(short)).toBe('0 1 2 3');
  expect(await left(long)).toBe('0 1 2 3 4 10 11');
  for (const table of ['execution_keys', 'routing_decisions']) {
    expect([table, await count(table, short), await count(table, long)]).toEqual([table, 4, 8]);
  }
  expect(await count('users', short)).toBe(1);
  expect(await totals()).toEqual(before);
  const { rows: aggregatedAfter } = await database.admin.query(
    'select * from analytics_aggregations order by 1, 2, 3',
  );
  expect(aggregatedAfter).toEqual(aggregated);
  expect(await count('daily_active_users', short)).toBe(7);
  const { rows: entries } = await database.admin.query(
    `select actor, action, details->'executions' as executions from audit_log where organization_id = $1`,
    [short],
  );
  expect(entries).toEqual([{ actor: 'payback-retention', action: 'delete_data', executions: 4 }]);
  // Nothing is left to do.
  expect(await run(database.upkeep)).toMatchObject({ decided: 0, executions: 0, rejections: 0, users: 0 });
});

test('the audit of prices and totals finds nothing wrong with what is left', async () => {
  await sendOld(database, short, [0, 1, 2, 3, 4, 5, 6, 7, 8], routed);
  await fold(database.rollup, () => false);
  await keepFor(database, short, 3);
  await runTwice(database);
  await keepFor(database, short, 60);
  const options = { seed: 1, timeIsUp: () => false, onDifferences: fail, onDrift: fail, onFailure: fail };
  expect(await auditAll(database.pricing, { now: Date.now(), ...options })).toMatchObject({
    drifted: 0,
    differences: 0,
    unaudited: 0,
  });
});

function fail(...what: unknown[]): never {
  throw new Error(JSON.stringify(what));
}

test('an id comes back only as a message that is too old, also after the retention was made longer', async () => {
  const id = randomUUID();
  const send = async () => {
    const sent = body({ organization_id: short, start_time: daysAgo(10), end_time: daysAgo(10) }, { id });
    return ingest([message(sent)], {
      database: database.ingest,
      organizationsOf: knownOrganizations(database.ingest, Date.now),
      allowedSenders: allowedSenders(database.ingest, Date.now),
      hashes: keyedHashes('test-secret'),
      now: Date.now,
      onFailure: fail,
    });
  };
  await keepFor(database, short, 60);
  expect(await send()).toMatchObject({ stored: 1 });
  await keepFor(database, short, 3);
  await run(database.upkeep);
  // It is known as long as it is there, whatever is decided.
  expect(await send()).toMatchObject({ stored: 0, duplicates: 1, rejected: 0 });
  await ripen(database);
  await run(database.upkeep);
  await keepFor(database, short, 60);
  expect(await send()).toMatchObject({ stored: 0, duplicates: 0, rejected: 1 });
  const { rows } = await database.admin.query(
    'select reason from ingest_rejections where organization_id = $1',
    [short],
  );
  expect(rows).toEqual([{ reason: 'too_old' }]);
});

test('an organization that has nothing old loses no day by waiting', async () => {
  await sendOld(database, long, [0, 59]);
  await runTwice(database);
  expect(await count('retention_cuts', long)).toBe(0);
  await keepFor(database, long, 300);
  await sendOld(database, long, [200]);
  expect(await left(long)).toBe('0 59 200');
});

test('people without executions go, and others stay', async () => {
  await sendOld(database, long, [1, 50], { user_id: 'ann' });
  await sendOld(database, long, [50], { user_id: 'bob' });
  await database.admin.query("update users set created_at = now() - interval '100 days'");
  await keepFor(database, long, 10);
  expect(await runTwice(database)).toMatchObject({ executions: 2, users: 1 });
  expect(await count('users', long)).toBe(1);
});

test('rejections go with the retention of their organization, and without one after 30 days', async () => {
  const insert = (name: string, organizationId: string | null, days: number) =>
    database.admin.query(
      `insert into ingest_rejections (message_id, organization_id, reason, detail, received_at)
       values ($1, $2, 'invalid_json', 'x', now() - make_interval(days => $3))`,
      [name, organizationId, days],
    );
  for (const days of [1, 3, 5, 29, 31, 59, 61, 100]) {
    await insert(`long ${days}`, long, days);
    await insert(`none ${days}`, null, days);
  }
  await keepFor(database, short, 3);
  for (let n = 0; n < 8; n += 1) await insert(`short ${n}`, short, 5);
  expect(await run(database.upkeep)).toMatchObject({ rejections: 2 + 4 + 8 });
  const { rows } = await database.admin.query<{ message_id: string }>(
    'select message_id from ingest_rejections order by message_id',
  );
  expect(rows.map((row) => row.message_id)).toEqual([
    'long 1',
    'long 29',
    'long 3',
    'long 31',
    'long 5',
    'long 59',
    'none 1',
    'none 29',
    'none 3',
    'none 5',
  ]);
});

const weeksWith = async () => {
  const { rows } = await database.admin.query<{ n: number }>(
    `select count(*)::integer as n from pg_class
     where relispartition and relkind = 'r' and relname ~ '^(task_executions|routing_decisions)_\\d{8}$'
       and to_date(right(relname, 8), 'YYYYMMDD') between (now() - interval '55 days')::date and (now() - interval '28 days')::date`,
  );
  return rows[0]?.n ?? 0;
};

test('a week goes with its partitions once nobody keeps a day of it, and is not made again', async () => {
  for (const id of [short, long]) {
    await keepFor(database, id, 60);
    await sendOld(database, id, [1, 30, 35, 40, 45, 50], routed);
  }
  await fold(database.rollup, () => false);
  const before = await totals();
  const all = await weeksWith();
  expect(all).toBeGreaterThanOrEqual(6);
  await keepFor(database, short, 3);
  // One of them keeps it.
  expect(await runTwice(database)).toMatchObject({ executions: 5 });
  expect(await weeksWith()).toBe(all);
  await keepFor(database, long, 20);
  const result = await runTwice(database);
  expect(result.weeks).toBeGreaterThanOrEqual(3);
  expect(await weeksWith()).toBe(0);
  expect([await left(short), await left(long)]).toEqual(['1', '1']);
  for (const table of ['execution_keys', 'routing_decisions']) expect(await count(table, long)).toBe(1);
  expect(await totals()).toEqual(before);
  await createPartitions(database.upkeep, Date.now(), () => false);
  expect(await weeksWith()).toBe(0);
});

test('a week is not dropped that somebody keeps, whoever asks', async () => {
  await sendOld(database, long, [50]);
  const drop = (week: string) =>
    database.upkeep.transaction(({ query }) => query('select drop_week($1)', [week]));
  const monday = "date_trunc('week', now() - interval '50 days', 'UTC')";
  const { rows } = await database.admin.query<{ week: string }>(`select ${monday}::text as week`);
  const week = rows[0]?.week ?? '';
  await expect(drop(week)).rejects.toThrow('is kept');
  await expect(drop(daysAgo(400))).rejects.toThrow('begins on a Monday');
  // Decided, and not yet for long enough.
  await keepFor(database, short, 3);
  await keepFor(database, long, 3);
  await run(database.upkeep);
  await expect(drop(week)).rejects.toThrow('is kept');
  await ripen(database);
  await drop(week);
});
