import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ingest } from '../../../lambdas/ingest/ingest.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import type { Api } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
import { createOrganization, createPrice, store, testHashes } from '../../support/fixture.ts';
import { SENDER } from '../../support/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { textDump } from '../../support/text-dump.ts';
import { userDataApi } from '../user-data/user-data.ts';
import { ask, figures, runTwice, startBuckets } from './erasing.ts';

const PERSON = 'zaphod@example.com';
let database: TestDatabase;
let api: Api;
let outside: Awaited<ReturnType<typeof startBuckets>>;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = userDataApi(database.api);
  outside = await startBuckets();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.123456789012' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.001' });
});
beforeEach(async () => {
  organizationId = await createOrganization(database, { members: { alice: 'admin' } });
});
afterAll(async () => {
  await outside.stop();
  await database.drop();
});

const LATER = '2026-12-31T00:00:00Z';
/** When the erasure was, to be set by the clock of a test. */
async function erasedAt(instant: string): Promise<void> {
  await database.admin.query('update erased_users set erased_at = $2 where organization_id = $1', [
    organizationId,
    instant,
  ]);
}
const send = (fields: object, id = randomUUID()) =>
  store(database, organizationId, [{ id, user_id: PERSON, ...fields }], LATER);
async function people() {
  const { rows } = await database.admin.query(
    `select e.task_id, e.user_id, u.id is not null as known,
       exists (select from daily_active_users d where d.organization_id = e.organization_id and d.user_id = e.user_id) as active
     from task_executions e left join users u on u.organization_id = e.organization_id and u.id = e.user_id
     where e.organization_id = $1 order by e.start_time, e.id`,
    [organizationId],
  );
  return rows;
}

test('what began before is stored without a person, what began later is somebody else’s: to the microsecond', async () => {
  await send({ start_time: '2026-12-01T00:00:00Z' });
  await ask(api, organizationId, PERSON);
  await runTwice(database, outside.stores);
  await erasedAt('2026-12-02T10:00:00.000002Z');
  await send({
    task_id: 'zaphod-late',
    start_time: '2026-12-02T10:00:00.000001Z',
    labels: { user: 'zaphod', team: 'search' },
    routing_decision: { chosen_provider: 'fast', routing_strategy: 's', reasoning: 'zaphod' },
  });
  await send({ task_id: 'later', start_time: '2026-12-02T10:00:00.000002Z' });
  await send({ task_id: 'later', start_time: '2026-12-03T10:00:00Z' });
  const { id: before } = (await testHashes()).hashUser(organizationId, PERSON);
  const [erased, late, ...later] = await people();
  expect([erased, late]).toMatchObject([
    { task_id: 'erased', user_id: null },
    { task_id: 'erased', user_id: null },
  ]);
  expect(later).toMatchObject([
    { task_id: 'later', known: true, active: true },
    { task_id: 'later', known: true, active: true },
  ]);
  expect(new Set(later.map((each) => each.user_id)).size).toBe(1);
  expect(later[0]?.user_id).not.toBe(before);
  const { rows } = await database.admin.query('select from users where id = $1', [before]);
  expect(rows).toEqual([]);
  for (const [column, text] of await textDump(database))
    expect([column, text.includes('zaphod')]).toEqual([column, false]);
});

test('a message that was stored comes again: it is the same, and brings nobody back', async () => {
  const id = randomUUID();
  const fields = { start_time: '2026-12-01T00:00:00Z', task_id: 'zaphod-task' };
  await send(fields, id);
  await ask(api, organizationId, PERSON);
  await runTwice(database, outside.stores);
  const before = await figures(database, organizationId);
  const again = await send(fields, id).catch((error: unknown) => String(error));
  expect(again).toContain('"duplicates":1');
  expect(await figures(database, organizationId)).toEqual(before);
  const { rows } = await database.admin.query('select from users where organization_id = $1', [
    organizationId,
  ]);
  expect(rows).toEqual([]);
});

test('erased a second time, also what they did as somebody else is, and a third person begins', async () => {
  await send({ start_time: '2026-12-01T00:00:00Z' });
  await ask(api, organizationId, PERSON);
  await runTwice(database, outside.stores);
  await erasedAt('2026-12-02T00:00:00Z');
  await send({ start_time: '2026-12-03T00:00:00Z' });
  const before = await figures(database, organizationId);
  await ask(api, organizationId, PERSON);
  await runTwice(database, outside.stores);
  await erasedAt('2026-12-04T00:00:00Z');
  expect(await figures(database, organizationId)).toEqual(before);
  expect((await people()).map((each) => each.user_id)).toEqual([null, null]);
  await send({ start_time: '2026-12-05T00:00:00Z' });
  expect((await people()).filter((each) => each.known)).toHaveLength(1);
});

test('what ingest is just storing is waited for, and erased too', async () => {
  await send({ start_time: '2026-12-01T00:00:00Z' });
  const ingesting = await database.admin.connect();
  await ingesting.query('begin');
  await ingesting.query('select hold_pricing_inputs()');
  await ingesting.query(
    `insert into task_executions (organization_id, id, task_id, user_id, provider, task_type, start_time, end_time, success, unpriced_reason)
     select organization_id, gen_random_uuid(), 'zaphod-task', user_id, provider, task_type, start_time, end_time, success, 'no_price'
     from task_executions where organization_id = $1`,
    [organizationId],
  );
  const asking = ask(api, organizationId, PERSON);
  await eventually(async () => {
    const { rows } = await database.admin.query(
      `select from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
       where l.locktype = 'advisory' and not l.granted`,
    );
    return rows.length > 0 || undefined;
  }, 30);
  await ingesting.query('commit');
  ingesting.release();
  await asking;
  await runTwice(database, outside.stores);
  expect(await people()).toMatchObject([
    { task_id: 'erased', user_id: null },
    { task_id: 'erased', user_id: null },
  ]);
});

/** From 0.12… to 0.24… dollars for a token, and back; as a change of prices is made. */
async function changePrice(): Promise<void> {
  const client = await database.admin.connect();
  await client.query('begin');
  await client.query(
    "update provider_pricing set cost_per_unit = 0.370370367036 - cost_per_unit where provider = 'fast'",
  );
  await client.query(
    `select request_recalculation($1, 'new_price', null, '-infinity', 'infinity', null, null, null, 'test')`,
    [organizationId],
  );
  await client.query('select lock_pricing_inputs()');
  await client.query('commit');
  client.release();
}

test('during live ingest, folds and recalculations nothing of the person is left behind, and nothing of a figure is lost', async () => {
  const hashes = await testHashes();
  const clock = () => Date.parse(LATER);
  const sender = database.connectAs('payback_ingest', { connections: 3 });
  const options = {
    database: sender,
    organizationsOf: knownOrganizations(sender, clock),
    allowedSenders: allowedSenders(sender, clock),
    hashes,
    now: clock,
    onFailure: (error: unknown) => {
      throw error;
    },
  };
  const batch = (number: number) =>
    Array.from({ length: 20 }, (_, index) => ({
      messageId: randomUUID(),
      attributes: { SenderId: SENDER },
      body: JSON.stringify({
        specversion: '1.0',
        id: randomUUID(),
        source: '/test',
        type: 'payback.execution.completed.v1',
        data: {
          organization_id: organizationId,
          user_id: index % 2 === 0 ? PERSON : `user-${index}`,
          task_id: 'zaphod-task',
          provider: 'fast',
          task_type: 'code_generation',
          start_time: `2026-01-${String(1 + (number % 20)).padStart(2, '0')}T10:00:00Z`,
          end_time: `2026-01-${String(1 + (number % 20)).padStart(2, '0')}T10:00:00Z`,
          success: true,
          tokens_used: 1000,
        },
      }),
    }));
  await ingest(batch(0), options);
  const BATCHES = 30;
  let erasing: Promise<unknown> = Promise.resolve();
  const done = new AbortController();
  const other = database.connectAs('payback_pricing', { connections: 2 });
  const recalculating = (async () => {
    while (!done.signal.aborted) await recalculate(other, { timeIsUp: () => false, batchSize: 7 });
  })();
  for (let number = 0; number < BATCHES; number += 1) {
    if (number === 10) {
      erasing = ask(api, organizationId, PERSON).then(() => runTwice(database, outside.stores));
    }
    if (number % 4 === 2) await changePrice();
    await ingest(batch(number), options);
    if (number % 7 === 0) await fold(database.rollup, () => false);
  }
  await erasing;
  done.abort();
  await recalculating;
  await recalculate(other, { timeIsUp: () => false });
  await other.end();
  await runTwice(database, outside.stores);
  await sender.end();
  const { rows } = await database.admin.query(
    `select count(*)::integer as executions, count(user_id)::integer as of_people, sum(actual_cost)::text as cost,
       (select sum(executions)::integer from current_rollups where organization_id = $1) as rolled_up,
       (select sum(actual_cost)::text from current_rollups where organization_id = $1) as rolled_up_cost
     from task_executions where organization_id = $1`,
    [organizationId],
  );
  const executions = 20 * (BATCHES + 1);
  expect(rows).toEqual([
    {
      executions,
      of_people: executions / 2,
      cost: rows[0]?.rolled_up_cost,
      rolled_up: executions,
      rolled_up_cost: expect.any(String),
    },
  ]);
});
