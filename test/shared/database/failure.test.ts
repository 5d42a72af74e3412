import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database, Transaction } from '../../../shared/database/database.ts';
import { failureOf, isPassing, spoilsConnection } from '../../../shared/database/failure.ts';
import { databaseProblem } from '../../../shared/http/database-problem.ts';
import { connect } from '../../../shared/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { limit } from '../../support/limits.ts';

let database: TestDatabase;
let port: number;
beforeAll(async () => {
  database = await createTestDatabase();
  port = Number(new URL(database.url('payback_ingest')).port);
  await database.admin.query(
    'create table places (id integer primary key, visits integer not null default 0)',
  );
  await database.admin.query('insert into places (id) values (1), (2)');
  await database.admin.query('grant all on places to payback_ingest');
});
afterAll(() => database.drop());

async function caught(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('it did not fail');
  return error;
}

const pidOf = async ({ query }: Transaction) =>
  Number((await query('select pg_backend_pid() as pid')).rows[0]?.['pid']);
const pid = (of: Database) => of.transaction(pidOf);
const terminate = (which: number) => database.admin.query('select pg_terminate_backend($1)', [which]);
const visit = ({ query }: Transaction, place: number) =>
  query('update places set visits = visits + 1 where id = $1', [place]);

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
          await Promise.all([sleeping, untilActive(own).then(() => terminate(own))]);
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
          await untilGone(own);
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
          await query('set local transaction_timeout = 1');
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
      const blocker = await database.admin.connect();
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
      const other = await database.admin.connect();
      await other.query("set deadlock_timeout = '1h'");
      await other.query('begin; update places set visits = visits where id = 2');
      const error = caught(
        through.transaction(async (transaction) => {
          await visit(transaction, 1);
          const own = await pidOf(transaction);
          void untilWaiting(own)
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

async function until(is: string, which: number): Promise<void> {
  for (;;) {
    const { rows } = await database.admin.query(`select ${is} as it from pg_stat_activity where pid = $1`, [
      which,
    ]);
    if (rows[0]?.it ?? is === 'false') return;
  }
}
const untilActive = (which: number) => until("state = 'active' or null", which);
const untilWaiting = (which: number) => until("wait_event_type = 'Lock' or null", which);
const untilGone = (which: number) => until('false', which);

test.each(cases)(
  '$what: it is known as $failure',
  async ({ fail, failure, detail, passes, keepsConnection }) => {
    // The server ends a deadlock after a second, which is before the end of a wait for a lock.
    const through = connectTo(port, limit(2));
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

function connectTo(target: number, statementTimeout: number): Database {
  const settings = { user: 'payback_ingest', password: '', host: '127.0.0.1', port: target };
  return connect({
    statementTimeout,
    settings: () => Promise.resolve({ ...settings, database: database.name, ssl: false }),
  });
}

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
