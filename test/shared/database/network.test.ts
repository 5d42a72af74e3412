import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { failureOf, spoilsConnection } from '../../../shared/database/failure.ts';
import { databaseProblem } from '../../../shared/http/database-problem.ts';
import { limit } from '../../support/limits.ts';
import { tcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';
import { caught, createPlaces, pid, pidOf, visit, type Places } from './places.ts';

let places: Places;
beforeAll(async () => {
  places = await createPlaces();
});
afterAll(() => places.database.drop());

let proxy: TcpProxy;
const throughProxy = async (statementTimeout = 100) => {
  proxy = await tcpProxy(places.port);
  return places.connectTo(proxy.port, statementTimeout);
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
  const through = places.connectTo(places.port, limit(60));
  const { rows: before } = await places.database.admin.query('select visits from places where id = 2');
  const controller = new AbortController();
  let own = 0;
  const work = through.transaction(
    async (transaction) => {
      await visit(transaction, 2);
      own = await pidOf(transaction);
      void places.untilActive(own).then(() => controller.abort(new Error('no time is left')));
      await transaction.query('select pg_sleep(3600)');
    },
    { signal: controller.signal },
  );
  await expect(work).rejects.toMatchObject({ cause: { message: 'no time is left' } });
  await places.untilGone(own);
  expect((await places.database.admin.query('select visits from places where id = 2')).rows).toEqual(before);
  await expect(pid(through)).resolves.not.toBe(own);
  await expect(through.transaction(pidOf, { signal: controller.signal })).rejects.toThrow('no time is left');
  await through.end();
});

test('a server that refuses connections is away', async () => {
  const nowhere = places.connectTo(1, 100);
  const error: unknown = await pid(nowhere).catch((reason: unknown) => reason);
  expect(failureOf(error)).toBe('connection');
  await nowhere.end();
});
