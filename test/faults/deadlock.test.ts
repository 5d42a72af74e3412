import { expect, test } from '@jest/globals';
import type { PoolClient } from 'pg';
import { eventually } from '../support/eventually.ts';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack();

test('a deadlock that PostgreSQL ends costs no message a delivery', async () => {
  const { account, database, queue, session, process, check } = stackOf();
  await process(account.executions(20));
  const [first, second] = [await database.admin.connect(), await database.admin.connect()];
  try {
    const pid = Number((await first.query('select pg_backend_pid() as pid')).rows[0]?.pid);
    // Never the one that PostgreSQL chooses.
    await first.query("set deadlock_timeout = '1h'");
    await first.query('begin');
    await first.query('update ingest_counts set received = received');
    // Stops ingest between the lock that it has and the row that the first has.
    await second.query('begin; lock table routing_decisions in share mode');
    await queue.send(account.executions(10));
    await session("wait_event_type = 'Lock'");
    const circle = first.query('select lock_pricing_inputs()');
    await waits(second, pid);
    await second.query('commit');
    await circle;
    await first.query('commit');
  } finally {
    for (const each of [first, second]) each.release(true);
  }
  await check(0);
  expect(queue.deliveries.flatMap(({ outcome }) => outcome?.failed ?? [])).toEqual([]);
  const { rows } = await database.admin.query<{ deadlocks: number }>(
    'select deadlocks::integer from pg_stat_database where datname = current_database()',
  );
  expect(rows).toEqual([{ deadlocks: 1 }]);
});

const waits = (through: PoolClient, pid: number) =>
  eventually(async () => {
    const { rows } = await through.query(
      "select 1 from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'",
      [pid],
    );
    return rows.length > 0 || undefined;
  });
