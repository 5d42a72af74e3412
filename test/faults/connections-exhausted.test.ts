import { expect, test } from '@jest/globals';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack();

test('without a connection to be had, messages wait in the queue, and nobody has to help them', async () => {
  const { account, database, queue, process, failed, check } = stackOf();
  const limitTo = (connections: number) =>
    database.admin.query(`alter database ${database.name} connection limit ${connections}`);
  await process(account.executions(10));
  await limitTo(0);
  await database.admin.query(
    "select pg_terminate_backend(pid, 60000) from pg_stat_activity where usename = 'payback_ingest' and datname = current_database()",
  );
  await queue.send(account.executions(10));
  await failed(10);
  // The function itself is well, and says which messages it could not store.
  expect(queue.deliveries.map(({ outcome }) => outcome?.error)).not.toContainEqual(expect.anything());
  await limitTo(-1);
  await queue.comeBack();
  await check(0);
});
