import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { request } from '../../support/recalculations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { after, liveDatabase, START } from '../../support/live-database.ts';

let database: TestDatabase;
let live: ReturnType<typeof liveDatabase>;
let id: string;

beforeAll(async () => {
  database = await createTestDatabase();
  live = liveDatabase(database);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.001' });
});
afterAll(() => database.drop());

beforeEach(async () => {
  await database.admin.query('delete from live_connections');
  id = await createOrganization(database);
  await live.connection(id, 'a');
  await live.registry.look({ watchId: 'w', begin: true, now: after(-60_000) });
  await settleAll(after(-30_000));
});

const look = (milliseconds: number, watchId = 'w', begin = false) =>
  live.registry.look({ watchId, begin, now: after(milliseconds) });
const toldAt = async (milliseconds: number) =>
  (await look(milliseconds)).changes.flatMap((change) => change.connection_ids);

/** Until all that is known has been told. */
async function settleAll(now: Date): Promise<void> {
  const { changes } = await live.registry.look({ watchId: 'w', begin: true, now });
  await live.registry.settle({ announced: changes, gone: [] });
}

test('what was ingested is to be told, once it was told no more', async () => {
  expect(await toldAt(0)).toEqual([]);
  await store(database, id, [{}]);
  const { status, changes } = await look(1_000);
  expect(status).toBe('watching');
  expect(changes).toMatchObject([{ organization_id: id, connection_ids: ['a'] }]);
  await live.registry.settle({ announced: changes, gone: [] });
  expect(await toldAt(10_000)).toEqual([]);
});

test.each([
  [1_999, []],
  [2_000, ['a']],
])('a second change is told %i ms after the first: %j', async (milliseconds, expected) => {
  await store(database, id, [{}]);
  const { changes } = await look(0);
  await store(database, id, [{}]);
  await live.registry.settle({ announced: changes, gone: [] });
  expect(await toldAt(milliseconds)).toEqual(expected);
});

test('connections of those who are no members any more are named until they are gone', async () => {
  const both = { ann: 'viewer', bob: 'viewer' } as const;
  const [here, there] = [
    await createOrganization(database, { members: both }),
    await createOrganization(database, { members: both }),
  ];
  for (const [name, organization] of Object.entries({ here, there })) {
    await live.connection(organization, `ann ${name}`, START, 'ann');
    await live.connection(organization, `bob ${name}`, START, 'bob');
  }
  expect((await look(0)).left).toEqual([]);
  const leave = "delete from memberships where organization_id = $1 and subject = 'ann'";
  await database.admin.query(leave, [here]);
  expect((await look(1_000)).left).toEqual(['ann here']);
  expect((await look(2_000)).left).toEqual(['ann here']);
  await live.registry.settle({ announced: [], gone: ['ann here'] });
  expect((await look(3_000)).left).toEqual([]);
});

test('what was not settled is given again: a watch may die between the two', async () => {
  await store(database, id, [{}]);
  expect(await toldAt(0)).toEqual(['a']);
  expect(await toldAt(1_000)).toEqual([]);
  expect(await toldAt(2_000)).toEqual(['a']);
});

test('a change that was folded between two looks is told all the same', async () => {
  await store(database, id, [{}]);
  await fold(database.rollup, () => false);
  const { changes } = await look(0);
  expect(changes).toHaveLength(1);
  await live.registry.settle({ announced: changes, gone: [] });
  await store(database, id, [{}]);
  await fold(database.rollup, () => false);
  expect(await toldAt(2_000)).toEqual(['a']);
});

test('so is one that commits after a later one', async () => {
  const early = database.connectAs('payback_ingest');
  const { promise: hold, resolve: release } = Promise.withResolvers<void>();
  const { promise: inserted, resolve: hasInserted } = Promise.withResolvers<void>();
  const slow = early.transaction(async ({ query }) => {
    await query(
      `insert into rollup_deltas (organization_id, day, provider, task_type, executions, successful, priced,
         compared, costed_successful, routed, cost_optimized, negative_savings, total_tokens, input_tokens,
         cache_read_tokens, cache_write_tokens, output_tokens, compute_units, actual_cost, baseline_cost,
         failed_cost, uncompared_cost, duration_ms, duration_bins, duration_counts, failed_without_usage)
       values ($1, '2026-01-20', 'fast', 'slow', 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', '{}', 0)`,
      [id],
    );
    hasInserted();
    await hold;
  });
  await inserted;
  await store(database, id, [{}]);
  const { changes } = await look(0);
  await live.registry.settle({ announced: changes, gone: [] });
  release();
  await slow;
  await early.end();
  expect(await toldAt(2_000)).toEqual(['a']);
});

test("nobody is told of another organization's changes, and nobody who is no member any more", async () => {
  const other = await createOrganization(database);
  await live.connection(other, 'b');
  await settleAll(after(-10_000));
  await store(database, id, [{}]);
  expect(await toldAt(0)).toEqual(['a']);
  await database.admin.query('delete from memberships where organization_id = $1', [id]);
  await store(database, id, [{}]);
  await store(database, other, [{}]);
  expect(await toldAt(10_000)).toEqual(['b']);
});

test('the recalculation last asked for waits until a run has begun it, or it is over', async () => {
  const waiting = async (at: number) => (await look(at)).recalculation;
  await recalculate(database.pricing, { timeIsUp: () => false });
  expect(await waiting(0)).toBeNull();
  const [first, second] = [
    await request(database, id, '2026-01-01', '2026-02-01'),
    await request(database, id, '2026-01-01', '2026-02-01'),
  ];
  expect(await waiting(1)).toBe(second);
  const plan = 'select plan_recalculation($1)';
  await database.admin.query(plan, [second]);
  expect(await waiting(2)).toBe(first);
  await database.admin.query(
    "update recalculations set status = 'failed', failure = 'test', finished_at = now() where id = $1",
    [first],
  );
  expect(await waiting(3)).toBeNull();
});

test('the watch that began last is the one', async () => {
  expect((await look(0, 'new', true)).status).toBe('watching');
  expect((await look(100, 'w')).status).toBe('replaced');
  expect((await look(200, 'new')).status).toBe('watching');
});

test('with nobody connected the watch ends, and whoever connects then is told that there is none', async () => {
  await live.registry.settle({ announced: [], gone: ['a'] });
  expect((await look(0)).status).toBe('idle');
  const connected = await live.registry.connect({
    ticketHash: await live.ticket(id),
    connectionId: 'c',
    now: after(10),
  });
  expect(connected).toEqual({ outcome: 'connected', watched: false });
});

test('connections that must be over are forgotten', async () => {
  expect((await look(2 * 3600_000 - 1)).status).toBe('watching');
  expect(await live.connections(id)).toEqual(['a']);
  expect((await look(2 * 3600_000)).status).toBe('idle');
  expect(await live.connections(id)).toEqual([]);
});

test('ids of connections are data, whatever is in them', async () => {
  const odd = String.raw`{"a\",b}=`;
  await live.connection(id, odd, START);
  await live.registry.settle({ announced: [], gone: [odd] });
  expect(await live.connections(id)).toEqual(['a']);
});
