import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { ingest } from '../../../lambdas/ingest/ingest.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import { createOrganization, createPrice } from '../../support/fixture.ts';
import { limit } from '../../support/limits.ts';
import { body, message } from '../../support/messages.ts';
import { daysAgo, keepFor, run, runTwice } from '../../support/retention.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
let database: TestDatabase;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'github_copilot', costPerUnit: '0.000001' });
  organizationId = await createOrganization(database);
});
beforeEach(async () => {
  await database.admin.query(
    'truncate task_executions, routing_decisions, execution_keys, execution_flags, retention_cuts cascade',
  );
  await keepFor(database, organizationId, 60);
});
afterAll(() => database.drop());

/** An id of version 7 of an instant. */
const idOf = (epoch: number): string => {
  const time = epoch.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
};
const mondayOf = (epoch: number): number => Math.floor((epoch - 4 * DAY_MS) / WEEK_MS) * WEEK_MS + 4 * DAY_MS;
const monday = mondayOf(Date.now());
const weekName = (epoch: number): string =>
  `execution_keys_${new Date(mondayOf(epoch)).toISOString().slice(0, 10).replaceAll('-', '')}`;

const send = (id: string, startTime: string) =>
  ingest(
    [message(body({ organization_id: organizationId, start_time: startTime, end_time: startTime }, { id }))],
    {
      database: database.ingest,
      organizationsOf: knownOrganizations(database.ingest, Date.now),
      allowedSenders: allowedSenders(database.ingest, Date.now),
      hashes: keyedHashes('test-secret'),
      now: () => Date.now() + DAY_MS,
      onFailure: (error) => {
        throw error;
      },
    },
  );

async function placesOf(id: string): Promise<readonly string[]> {
  const { rows } = await database.admin.query<{ place: string }>(
    'select tableoid::regclass::text as place from execution_keys where id = $1',
    [id],
  );
  return rows.map(({ place }) => place);
}

const OTHERS = expect.stringMatching(/^execution_keys_others_[0-7]$/);

test.each([
  ['of version 7, of this moment', idOf(Date.now()), weekName(Date.now())],
  ['of version 7, of weeks ago', idOf(Date.now() - 5 * WEEK_MS), weekName(Date.now() - 5 * WEEK_MS)],
  ['the first of a week', `${idOf(monday).slice(0, 14)}0000-0000-000000000000`, weekName(monday)],
  ['of the millisecond before', idOf(monday - 1), weekName(monday - 1)],
  ['of a clock that is years ahead', idOf(Date.parse('2044-01-01')), 'execution_keys_between'],
  ['of a clock that begins in 1970', idOf(1_000), 'execution_keys_before'],
  ['of the last week that is none', idOf(Date.parse('2020-01-06') - 1), 'execution_keys_before'],
  ['of a time in seconds', idOf(Math.floor(Date.now() / 1000)), 'execution_keys_before'],
  ['of version 7 in 2050', idOf(Date.parse('2050-01-03')), OTHERS],
  ['of version 4', '9f3c1c52-6f1e-4d0b-8f5d-0f5f6f0d1c2b', OTHERS],
  ['of no bits', '00000000-0000-0000-0000-000000000000', 'execution_keys_before'],
  ['of all bits', 'ffffffff-ffff-ffff-ffff-ffffffffffff', OTHERS],
])('an id %s has one key, whatever start time comes with it', async (_, id, place) => {
  expect(await send(id, daysAgo(1))).toMatchObject({ stored: 1 });
  expect(await placesOf(id)).toEqual([place]);
  expect(await send(id, daysAgo(1))).toMatchObject({ stored: 0, duplicates: 1, rejected: 0 });
  expect(await send(id, daysAgo(20))).toMatchObject({ stored: 0, duplicates: 0, rejected: 1 });
  expect(await placesOf(id)).toEqual([place]);
});

test('a week that ends takes its keys with it, but for those of what began later', async () => {
  const old = Date.now() - 30 * DAY_MS;
  const gone = { ofItsWeek: idOf(old), ofAnother: idOf(Date.now()), ofNone: randomUUID() };
  const kept = { ofTheWeek: idOf(old), ofNone: randomUUID(), ofNow: idOf(Date.now()) };
  for (const id of Object.values(gone)) await send(id, daysAgo(30));
  for (const id of Object.values(kept)) await send(id, daysAgo(1));
  await keepFor(database, organizationId, 14);
  expect((await runTwice(database)).weeks).toBeGreaterThanOrEqual(1);

  const { rows } = await database.admin.query<{ id: string }>('select id from execution_keys order by id');
  expect(rows.map(({ id }) => id)).toEqual(Object.values(kept).toSorted());
  const { rows: executions } = await database.admin.query('select id from task_executions order by id');
  expect(executions).toEqual(rows);
  expect(await placesOf(kept.ofTheWeek)).toEqual(['execution_keys_between']);
  const { rows: tables } = await database.admin.query('select to_regclass($1) as name', [weekName(old)]);
  expect(tables).toEqual([{ name: null }]);
  // Still one, where its key is now.
  expect(await send(kept.ofTheWeek, daysAgo(1))).toMatchObject({ stored: 0, duplicates: 1 });
  expect(await send(gone.ofItsWeek, daysAgo(30))).toMatchObject({ stored: 0, rejected: 1 });
});

test('where more began later than can be moved at once, the keys of a week stay and count', async () => {
  const old = mondayOf(Date.now() - 40 * DAY_MS);
  const name = weekName(old);
  await database.admin.query('select ensure_partitions($1, $1)', [new Date(old).toISOString()]);
  const keys = (count: number) =>
    database.admin.query(
      `insert into execution_keys select $1, (left(replace(least_id_at($2::timestamptz)::text, '-', ''), 12) || lpad(to_hex(n), 20, '0'))::uuid, now(), 2, '\\x00'
       from generate_series(1, $3::integer) as n`,
      [organizationId, new Date(old).toISOString(), count],
    );
  await keys(10_001);
  await keepFor(database, organizationId, 14);
  await runTwice(database);
  const count = async (from: string) =>
    (await database.admin.query<{ n: number }>(`select count(*)::integer as n from ${from}`)).rows[0]?.n;
  expect(await count(name)).toBe(10_001);
  await database.admin.query(`delete from ${name} where id in (select id from ${name} limit 1)`);
  expect(await run(database.upkeep)).toMatchObject({ weeks: 1, weeksLeft: 0 });
  expect(await count('execution_keys_between')).toBe(10_000);
  await database.admin.query('select ensure_partitions($1, $1)', [new Date(old).toISOString()]);
  expect([await count('execution_keys_between'), await count(name)]).toEqual([0, 10_000]);
});

/** What may happen to keys: one is added, a week gets partitions, a week ends. Weeks are so many ago. */
const event = fc.oneof(
  { weight: 5, arbitrary: fc.record({ add: fc.nat(39), began: fc.nat(7) }) },
  fc.record({ make: fc.nat(7) }),
  fc.record({ end: fc.nat(7) }),
);

test(
  'however weeks come and go, an id has one key as long as what began with it is kept',
  async () => {
    const first = Date.parse('2025-03-03');
    const startOf = (week: number) => new Date(first + week * WEEK_MS).toISOString();
    const ids = Array.from({ length: 40 }, (_, at) =>
      at < 32
        ? idOf(first + (at % 8) * WEEK_MS + at)
        : at < 36
          ? randomUUID()
          : idOf(Date.parse('2041-01-01') + at),
    );
    const client = await database.admin.connect();
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40 }), async (events) => {
          await client.query('begin');
          const model = new Map<string, number>();
          let ended = 0;
          for (const each of events) {
            if ('add' in each) {
              const id = ids[each.add] ?? '';
              const began = Math.max(ended, each.began);
              const { rowCount } = await client.query(
                `insert into execution_keys values ($1, $2, $3, 2, '\\x00') on conflict on constraint execution_keys_unique do nothing`,
                [organizationId, id, startOf(began)],
              );
              expect(rowCount).toBe(model.has(id) ? 0 : 1);
              if (!model.has(id)) model.set(id, began);
            } else if ('make' in each) {
              await client.query('select ensure_partitions($1, $1)', [startOf(each.make)]);
            } else {
              // Weeks end in their order, and what is elsewhere of one goes before.
              for (; ended <= each.end; ended += 1) {
                const week = startOf(ended);
                await client.query(
                  `delete from execution_keys where start_time >= $1 and start_time < $1::timestamptz + interval '7 days'
                   and (id < least_id_at($1) or id >= least_id_at($1::timestamptz + interval '7 days'))`,
                  [week],
                );
                const { rows } = await client.query<{ dropped: boolean }>('select drop_keys($1) as dropped', [
                  week,
                ]);
                // Executions are in partitions, and so are keys that name their week; here a week may have had none.
                const isLeft = (id: string) =>
                  rows[0]?.dropped === false &&
                  id >= idOf(first + ended * WEEK_MS).slice(0, 13) &&
                  id < idOf(first + (ended + 1) * WEEK_MS).slice(0, 13);
                for (const [id, began] of model) if (began === ended && !isLeft(id)) model.delete(id);
              }
            }
            const { rows } = await client.query<{ id: string }>('select id from execution_keys order by id');
            expect(rows.map(({ id }) => id)).toEqual([...model.keys()].toSorted());
          }
          await client.query('rollback');
        }),
        { numRuns: 25 },
      );
    } finally {
      client.release(true);
    }
  },
  limit(120),
);
