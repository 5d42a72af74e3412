import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../../shared/database/database.ts';
import { failureOf, isPassing, spoilsConnection } from '../../../shared/database/failure.ts';
import { databaseProblem } from '../../../shared/http/database-problem.ts';
import { limit } from '../../support/limits.ts';
import { caught, createPlaces, pid, pidOf, visit, type Places } from './places.ts';

let places: Places;
beforeAll(async () => {
  places = await createPlaces();
  // The server ends a deadlock after a second, which is before the end of a wait for a lock.
  const { database } = places;
  await database.admin.query(
    `alter role payback_ingest in database ${database.name} set lock_timeout = ${limit(1.6)}`,
  );
});
afterAll(() => places.database.drop());

const terminate = (which: number) => places.database.admin.query('select pg_terminate_backend($1)', [which]);

interface Case {
  readonly what: string;
  readonly fail: (through: Database) => Promise<Error>;
  readonly failure: string;
  /** Of the answer to whoever asked. */
  readonly detail: RegExp;
  readonly passes: boolean;
  readonly keepsConnection: boolean;
}

const AWAY = /^The database cannot be reached; try again soon\.$/;
const BUSY = /^Something else is changing the same; try again soon\.$/;
const cases: readonly Case[] = [
  {
    what: 'its session is ended between two statements',
    fail: (through) =>
      caught(
        through.transaction(async (transaction) => {
          await terminate(await pidOf(transaction));
          await transaction.query('select 1');
        }),
      ),
    failure: 'connection',
    detail: AWAY,
    passes: true,
    keepsConnection: false,
  },
  {
    what: 'its session is ended within a statement',
    fail: (through) =>
      caught(
        through.transaction(async (transaction) => {
          const own = await pidOf(transaction);
          const sleeping = transaction.query('select pg_sleep(60)');
          await Promise.all([sleeping, places.untilActive(own).then(() => terminate(own))]);
        }),
      ),
    failure: 'connection',
    detail: AWAY,
    passes: true,
    keepsConnection: false,
  },
  {
    what: 'it does nothing for too long',
    fail: (through) =>
      caught(
        through.transaction(async (transaction) => {
          const own = await pidOf(transaction);
          await transaction.query('set local idle_in_transaction_session_timeout = 1');
          await places.untilGone(own);
          await transaction.query('select 1');
        }),
      ),
    failure: 'connection',
    detail: AWAY,
    passes: true,
    keepsConnection: false,
  },
  {
    what: 'it takes longer than a transaction may',
    fail: (through) =>
      caught(
        through.transaction(async ({ query }) => {
          // That of the role counts already, and is not shortened while it does.
          await query('set local transaction_timeout = 0; set local transaction_timeout = 1');
          await query('select pg_sleep(60)');
        }),
      ),
    failure: 'connection',
    detail: AWAY,
    passes: true,
    keepsConnection: false,
  },
  {
    what: 'the server takes no writes',
    fail: (through) =>
      caught(
        through.transaction(async (transaction) => {
          await transaction.query('set transaction read only');
          await visit(transaction, 1);
        }),
      ),
    failure: 'read_only',
    detail: AWAY,
    passes: true,
    keepsConnection: false,
  },
  {
    what: 'another has the row',
    fail: async (through) => {
      const blocker = await places.database.admin.connect();
      await blocker.query('begin; update places set visits = visits where id = 1');
      const error = await caught(through.transaction((transaction) => visit(transaction, 1)));
      await blocker.query('rollback');
      blocker.release();
      return error;
    },
    failure: 'lock',
    detail: BUSY,
    passes: false,
    keepsConnection: true,
  },
  {
    what: 'two wait for each other',
    fail: async (through) => {
      const other = await places.database.admin.connect();
      await other.query("set deadlock_timeout = '1h'");
      await other.query('begin; update places set visits = visits where id = 2');
      const error = caught(
        through.transaction(async (transaction) => {
          await visit(transaction, 1);
          const own = await pidOf(transaction);
          void places
            .untilWaiting(own)
            .then(() => other.query('update places set visits = visits where id = 1'))
            .catch(() => undefined);
          await visit(transaction, 2);
        }),
      );
      const failed = await error;
      await other.query('rollback');
      other.release();
      return failed;
    },
    failure: 'conflict',
    detail: BUSY,
    passes: true,
    keepsConnection: true,
  },
  {
    what: 'the server ends a statement that takes too long',
    fail: (through) => caught(through.transaction(({ query }) => query('select pg_sleep(60)'))),
    failure: 'time',
    detail: /^Ask for a shorter range/,
    passes: false,
    keepsConnection: true,
  },
];

test.each(cases)(
  '$what: it is known as $failure',
  async ({ fail, failure, detail, passes, keepsConnection }) => {
    const through = places.connectTo(places.port, limit(2));
    const before = await pid(through);
    const error = await fail(through);
    expect({ error, failure: failureOf(error) }).toMatchObject({ failure });
    expect(isPassing(error)).toBe(passes);
    const problem = databaseProblem(error);
    expect(problem).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(problem?.message).toMatch(detail);
    const after = await pid(through);
    expect(after === before).toBe(keepsConnection);
    await through.end();
  },
  limit(60),
);

test('errors of statements and of code are none of these', () => {
  for (const error of [
    new Error('some'),
    'text',
    undefined,
    Object.assign(new Error('x'), { code: 'EOTHER' }),
  ]) {
    expect(failureOf(error)).toBeUndefined();
    expect(spoilsConnection(error)).toBe(false);
  }
});
