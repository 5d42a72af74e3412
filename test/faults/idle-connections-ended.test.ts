import { expect, test } from '@jest/globals';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack();

test('connections that are ended while nothing happens cost no message a delivery', async () => {
  const { account, database, ingest, queue, session, process, check } = stackOf();
  await process(account.executions(10));
  await session("state = 'idle'");
  const { rowCount } = await database.admin.query(
    "select pg_terminate_backend(pid, 60000) from pg_stat_activity where usename = 'payback_ingest' and datname = current_database()",
  );
  expect(rowCount).toBeGreaterThan(0);
  await process(account.executions(10));
  await check(0);
  expect(queue.deliveries.flatMap(({ outcome }) => outcome?.failed ?? [])).toEqual([]);
  expect(ingest.log()).not.toContain('ended between two calls');
});
