import { expect, test } from '@jest/globals';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack();

test('a writer that takes no writes any more, as after a failover, is left as soon as there is another', async () => {
  const { account, database, queue, process, failed, check } = stackOf();
  const makeReadOnly = (isReadOnly: string) =>
    database.admin.query(
      `begin read write; alter database ${database.name} set default_transaction_read_only = ${isReadOnly}; commit`,
    );
  await process(account.executions(10));
  await makeReadOnly('on');
  await database.admin.query(
    "select pg_terminate_backend(pid, 60000) from pg_stat_activity where usename = 'payback_ingest' and datname = current_database()",
  );
  await queue.send(account.executions(10));
  await failed(10);
  expect(queue.deliveries.map(({ outcome }) => outcome?.error)).not.toContainEqual(expect.anything());
  // What sessions there are stay read-only: only new ones lead to the new writer.
  await makeReadOnly('off');
  await queue.comeBack();
  await check(0);
});
