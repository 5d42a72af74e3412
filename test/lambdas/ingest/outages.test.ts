import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ingest, type IngestOptions } from '../../../lambdas/ingest/ingest.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import type { Message } from '../../../lambdas/ingest/parse-message.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import type { Database } from '../../../shared/database/database.ts';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { createOrganization } from '../../support/fixture.ts';
import { body, message, NOW, validFields } from '../../support/messages.ts';
import { limit } from '../../support/limits.ts';
import { drift } from '../../support/reconcile.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** After which a message is a dead letter: lib/features/ingest. */
const RECEIVES = 25;

let database: TestDatabase;
let organizationId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  organizationId = await createOrganization(database);
});
afterAll(() => database.drop());
beforeEach(() =>
  database.admin.query(
    'truncate task_executions, routing_decisions, execution_keys, execution_flags, rollup_deltas, daily_rollups, rollup_sums, rollup_durations, rollup_touched_days, daily_active_users, users',
  ),
);

function optionsOf(through: Database, changes: Partial<IngestOptions> = {}): IngestOptions {
  return {
    database: through,
    organizationsOf: knownOrganizations(database.ingest, () => NOW),
    allowedSenders: allowedSenders(database.ingest, () => NOW),
    hashes: keyedHashes('test-secret'),
    now: () => NOW,
    onFailure: () => undefined,
    ...changes,
  };
}

const valid = (count: number) =>
  fc.sample(validFields([organizationId]), count).map((fields) => message(body(fields)));
const received = (messages: readonly Message[], times: number): Message[] =>
  messages.map((each) => ({
    ...each,
    attributes: { ...each.attributes, ApproximateReceiveCount: String(times) },
  }));
const count = async () =>
  (await database.admin.query<{ stored: number }>('select count(*)::integer as stored from task_executions'))
    .rows[0]?.stored;

/** The database, of which transactions fail as told, by the number of the transaction, beginning with 1. */
function failing(
  fails: (transaction: number, pid: number) => Promise<unknown>,
  isCommitted = false,
): Database {
  let transactions = 0;
  return {
    ...database.ingest,
    transaction: async (work, options) => {
      const number = (transactions += 1);
      const done = await database.ingest.transaction(async (transaction) => {
        const { rows } = await transaction.query('select pg_backend_pid() as pid');
        const result = await work(transaction);
        if (!isCommitted) await fails(number, Number(rows[0]?.['pid']));
        return result;
      }, options);
      if (isCommitted) await fails(number, 0);
      return done;
    },
  };
}

const terminated = (pid: number) => database.admin.query('select pg_terminate_backend($1)', [pid]);

test.each([
  { what: 'once', last: 1, stored: 20, failed: 0 },
  { what: 'twice', last: 2, stored: 0, failed: 20 },
])('a connection that is lost $what before the commit', async ({ last, stored, failed }) => {
  const through = failing(async (number, pid) => (number <= last ? terminated(pid) : undefined));
  const result = await ingest(valid(20), optionsOf(through));
  expect(result).toMatchObject({ stored });
  expect(result.failed).toHaveLength(failed);
  expect(await count()).toBe(stored);
  expect(await drift(database, 'current_measures')).toEqual([]);
});

test('a commit whose answer is lost is found to be done, and nothing counts twice', async () => {
  const lost = (number: number) =>
    number === 1
      ? Promise.reject(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
      : Promise.resolve();
  const result = await ingest(valid(20), optionsOf(failing(lost, true)));
  expect(result).toMatchObject({ stored: 0, duplicates: 20, failed: [] });
  expect(await count()).toBe(20);
  expect(await drift(database, 'current_measures')).toEqual([]);
});

test('a deadlock costs no delivery', async () => {
  const ended = (number: number) =>
    number === 1
      ? database.ingest
          .transaction(({ query }) =>
            query("do $$ begin raise exception 'x' using errcode = '40P01'; end $$"),
          )
          .then(() => undefined)
      : Promise.resolve();
  const result = await ingest(valid(20), optionsOf(failing(ended)));
  expect(result).toMatchObject({ stored: 20, failed: [] });
});

test('what the time does not allow is given back: what is under way is undone, what is not begun is not begun', async () => {
  const controller = new AbortController();
  const messages = valid(3_000);
  let transactions = 0;
  const through: Database = {
    ...database.ingest,
    transaction: (work, options) =>
      database.ingest.transaction(async (transaction) => {
        transactions += 1;
        const result = await work(transaction);
        if (transactions === 2) {
          controller.abort(new Error('no time is left'));
          await transaction.query('select pg_sleep(3600)');
        }
        return result;
      }, options),
  };
  const failures: number[] = [];
  const result = await ingest(
    messages,
    optionsOf(through, {
      signal: controller.signal,
      onFailure: (_error, given) => failures.push(given),
    }),
  );
  expect(result).toMatchObject({ stored: 1_400, duplicates: 0, rejected: 0 });
  expect(result.failed).toEqual(messages.slice(1_400).map(({ messageId }) => messageId));
  expect(failures).toEqual([1_400, 200]);
  expect(transactions).toBe(2);
  expect(await count()).toBe(1_400);
  expect(await ingest(messages, optionsOf(database.ingest))).toMatchObject({
    stored: 1_600,
    duplicates: 1_400,
  });
  expect(await drift(database, 'current_measures')).toEqual([]);
});

test('a lookup that hangs is not waited for either', async () => {
  const controller = new AbortController();
  const never = new Promise<never>(() => undefined);
  const messages = valid(3);
  const options = optionsOf(database.ingest, {
    organizationsOf: () => {
      controller.abort(new Error('no time is left'));
      return never;
    },
    signal: controller.signal,
  });
  const result = await ingest(messages, options);
  expect(result.failed).toHaveLength(3);
});

/** Ends the invocation whenever it has this message in a transaction. */
function poisonedBy(id: string, controller: AbortController): Database {
  return {
    ...database.ingest,
    transaction: (work, options) =>
      database.ingest.transaction(async (transaction) => {
        const result = await work(transaction);
        const { rows } = await transaction.query('select from execution_keys where id = $1', [id]);
        if (rows.length > 0) controller.abort(new Error('it died of it'));
        return result;
      }, options),
  };
}

test.each([0, 700, 1_399, 2_345])(
  'of a message at %i that no invocation survives, the others get rid before it is a dead letter',
  async (at) => {
    const messages = valid(3_000);
    const poison = messages[at];
    const id = /"id":"([^"]+)"/.exec(poison?.body ?? '')?.[1] ?? '';
    let left = messages;
    let receives = 0;
    while (left.length > 1 && receives < RECEIVES) {
      receives += 1;
      const controller = new AbortController();
      const options = optionsOf(poisonedBy(id, controller), { signal: controller.signal });
      const { failed } = await ingest(received(left, receives), options);
      const back = new Set(failed);
      left = left.filter(({ messageId }) => back.has(messageId));
    }
    expect(left).toEqual([poison]);
    expect(await count()).toBe(2_999);
    expect(await drift(database, 'current_measures')).toEqual([]);
  },
  limit(120),
);
