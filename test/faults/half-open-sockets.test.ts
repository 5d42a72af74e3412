import { expect, test } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack({ timeoutSeconds: 6 });

test('a network that falls silent, while idle and before a commit, of which no side is told', async () => {
  const { account, database, proxy, queue, process, sendAndHold, settled, check } = stackOf();
  await process(account.executions(10));
  proxy.silence();
  await process(account.executions(10));
  expect(queue.returned()).toEqual([]);

  await sendAndHold(account.executions(10), 'server');
  proxy.silence();
  const silenced = queue.deliveries.length;
  // The function gives its messages back before its time is up; the server still has the session, and its locks.
  await eventually(() => queue.deliveries[silenced - 1]?.outcome);
  expect(queue.deliveries[silenced - 1]?.outcome).toMatchObject({ error: undefined });
  // As idle_in_transaction_session_timeout does, which may have been quicker: test/shared/database/role-limits.test.ts
  await database.admin.query(
    `select pg_terminate_backend(pid, 60000) from pg_stat_activity
     where datname = current_database() and usename = 'payback_ingest' and state = 'idle in transaction'`,
  );
  await queue.comeBack();
  await settled();
  await check(0);
});
