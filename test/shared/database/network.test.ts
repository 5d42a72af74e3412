import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect, type Database, type Transaction } from '../../../shared/database/database.ts';
import { failureOf, spoilsConnection } from '../../../shared/database/failure.ts';
import { databaseProblem } from '../../../shared/http/database-problem.ts';
import { limit } from '../../support/limits.ts';
import { tcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

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
const visit = ({ query }: Transaction, place: number) =>
  query('update places set visits = visits + 1 where id = $1', [place]);

async function until(is: string, which: number): Promise<void> {
  for (;;) {
    const { rows } = await database.admin.query(`select ${is} as it from pg_stat_activity where pid = $1`, [
      which,
    ]);
    if (rows[0]?.it ?? is === 'false') return;
  }
}
const untilActive = (which: number) => until("state = 'active' or null", which);
const untilGone = (which: number) => until('false', which);

function connectTo(target: number, statementTimeout: number): Database {
  const settings = { user: 'payback_ingest', password: '', host: '127.0.0.1', port: target };
  return connect({
    statementTimeout,
    settings: () => Promise.resolve({ ...settings, database: database.name, ssl: false }),
  });
}

let proxy: TcpProxy;
const throughProxy = async (statementTimeout = 100) => {
  proxy = await tcpProxy(port);
  return connectTo(proxy.port, statementTimeout);
};

test('a network that falls silent within a transaction: the client gives up, and asks nothing more on it', async () => {
  const through = await throughProxy();
  const error = await caught(
    through.transaction(async ({ query }) => {
      await query('select 1');
      proxy.silence();
      await query('select 2');
    }),
  );
  expect({ failure: failureOf(error), spoils: spoilsConnection(error) }).toEqual({
    failure: 'time',
    spoils: true,
  });
  expect(databaseProblem(error)).toMatchObject({ status: 503 });
  expect(proxy.sent()).not.toMatch(/rollback/);
  await expect(through.transaction(({ query }) => query('select 3'))).resolves.toMatchObject({ rowCount: 1 });
  expect(proxy.connections()).toBe(2);
  await through.end();
  await proxy.close();
});

test.each(['silence', 'cut'] as const)(
  'connections that were lost while idle (%s) are replaced without anybody noticing',
  async (how) => {
    const through = await throughProxy();
    await pid(through);
    proxy[how]();
    await expect(pid(through)).resolves.toBeGreaterThan(0);
    await through.end();
    await proxy.close();
  },
);

test('what is lost while it is committed is told as lost', async () => {
  const through = await throughProxy();
  const error = await caught(
    through.transaction(async (transaction) => {
      await visit(transaction, 2);
      await transaction.query('select 1').then(() => proxy.cut());
    }),
  );
  expect(failureOf(error)).toBe('connection');
  await through.end();
  await proxy.close();
});

test('a transaction that is abandoned ends at once, and nothing of it is stored', async () => {
  const through = connectTo(port, limit(60));
  const { rows: before } = await database.admin.query('select visits from places where id = 2');
  const controller = new AbortController();
  let own = 0;
  const work = through.transaction(
    async (transaction) => {
      await visit(transaction, 2);
      own = await pidOf(transaction);
      void untilActive(own).then(() => controller.abort(new Error('no time is left')));
      await transaction.query('select pg_sleep(3600)');
    },
    { signal: controller.signal },
  );
  await expect(work).rejects.toMatchObject({ cause: { message: 'no time is left' } });
  await untilGone(own);
  expect((await database.admin.query('select visits from places where id = 2')).rows).toEqual(before);
  await expect(pid(through)).resolves.not.toBe(own);
  await expect(through.transaction(pidOf, { signal: controller.signal })).rejects.toThrow('no time is left');
  await through.end();
});

test('a server that refuses connections is away', async () => {
  const nowhere = connectTo(1, 100);
  const error: unknown = await pid(nowhere).catch((reason: unknown) => reason);
  expect(failureOf(error)).toBe('connection');
  await nowhere.end();
});
