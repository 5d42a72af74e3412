import { beforeAll, expect, test } from '@jest/globals';
import { LIMITS } from '../../command-line/commands/status/check.ts';
import { checksOf, type Parts } from '../../command-line/commands/status/checks.ts';
import { statusResult } from '../../lambdas/operations/contract.ts';
import { readStatus } from '../../lambdas/operations/read-status.ts';
import { fold } from '../../lambdas/rollup/fold.ts';
import { eventually } from '../support/eventually.ts';
import { ALWAYS, request } from '../support/recalculations.ts';
import type { FaultStack } from './support/stack.ts';
import { useStack } from './support/use-stack.ts';

const stackOf = useStack({ receives: 1 });

beforeAll(async () => {
  await stackOf().database.admin.query(
    `insert into price_feed_imports (source, models) values ('https://example.com/prices', 1)`,
  );
});

/** What an operator is told of the database and the queues as they are. Schedules have been called for a minute. */
async function told(stack: FaultStack): Promise<string[]> {
  const { database, queue } = stack;
  const status = statusResult.parse(await readStatus(database.operations));
  const parts: Parts = {
    status,
    queue: { waiting: await queue.left(), inFlight: 0, oldest: null },
    deadLetters: { waiting: await queue.deadLetters(), inFlight: 0, oldest: null },
    api: 'ok',
    runningFor: 60,
  };
  return checksOf(parts)
    .filter(({ isWell }) => !isWell)
    .map(({ what }) => what);
}

interface Lasting {
  readonly fault: string;
  readonly inject: (stack: FaultStack) => Promise<unknown>;
  readonly mend: (stack: FaultStack) => Promise<unknown>;
  /** The rows of `status` that are wrong. */
  readonly names: readonly string[];
}

const older = (table: string, column: string, seconds: number) => async (stack: FaultStack) => {
  await stack.database.admin.query(
    `update ${table} set ${column} = ${column} - make_interval(secs => ${seconds + 60})`,
  );
};
const sql =
  (text: string) =>
  ({ database }: FaultStack) =>
    database.admin.query(text);

const lasting: readonly Lasting[] = [
  {
    fault: 'nothing folds, because somebody holds its lock',
    async inject(stack) {
      await stack.process(stack.account.executions(5));
      await older('rollup_deltas', 'created_at', LIMITS.pendingAge)(stack);
    },
    mend: ({ database }) => fold(database.rollup, () => false),
    names: ['Pending deltas'],
  },
  {
    fault: 'a recalculation does not end',
    async inject(stack) {
      const [first = ''] = stack.organizationIds;
      await request(stack.database, first, ...ALWAYS);
      await older('recalculations', 'created_at', LIMITS.recalculationAge)(stack);
    },
    mend: sql('delete from recalculations'),
    names: ['Recalculations'],
  },
  {
    fault: 'an erasure does not end',
    async inject(stack) {
      await stack.database.admin.query(
        `insert into erasures (organization_id, requested_by, requested_at) values ($1, 'test', now())`,
        [stack.organizationIds[0]],
      );
      await older('erasures', 'requested_at', LIMITS.erasureAge)(stack);
    },
    mend: sql('delete from erasures'),
    names: ['Erasures'],
  },
  {
    fault: 'list prices are not taken over any more',
    inject: older('price_feed_imports', 'imported_at', LIMITS.pricesAge),
    mend: sql('update price_feed_imports set imported_at = now()'),
    names: ['Prices taken over'],
  },
  {
    fault: 'partitions are not made',
    async inject({ database: { admin } }) {
      const { rows } = await admin.query<{ name: string }>(
        `select relname as name from pg_class
         where relispartition and relkind = 'r' and relname ~ '^task_executions_[0-9]{8}$'
           and to_timestamp(substr(relname, 17), 'YYYYMMDD') > now() + interval '5 days'`,
      );
      for (const { name } of rows) await admin.query(`drop table ${name}`);
    },
    mend: sql("select ensure_partitions(now(), now() + interval '5 weeks')"),
    names: ['Partitions ahead'],
  },
  {
    fault: 'rollups differ from their executions',
    inject: ({ database, organizationIds }) =>
      database.admin.query(
        'insert into reconciliations (organization_id, day, drifted) values ($1, now(), true)',
        [organizationIds[0]],
      ),
    mend: sql('delete from reconciliations'),
    names: ['Days that differ from their executions'],
  },
  {
    fault: 'a job of a day fails',
    inject: sql("insert into job_runs (job, failed_at, failure) values ('retention', now(), 'Error')"),
    mend: sql('delete from job_runs'),
    names: ['Job retention'],
  },
  {
    fault: 'a message can never be stored',
    async inject(stack) {
      await stack.queue.send(stack.account.poisoned(1));
      await eventually(() => stack.queue.returned().length > 0 || undefined);
      await stack.queue.comeBack();
      await stack.settled();
    },
    mend: ({ queue }) => queue.purgeDeadLetters(),
    names: ['Dead letters'],
  },
  {
    fault: 'a producer sends what can never be accepted',
    inject: (stack) => stack.process(stack.account.refused(20)),
    mend: sql('truncate ingest_counts'),
    names: ['Rejected since yesterday'],
  },
  {
    fault: 'the server takes no writes',
    async inject({ database }) {
      await database.admin.query(`alter database ${database.name} set default_transaction_read_only = on`);
      await endSessions(database.admin);
    },
    async mend({ database }) {
      await database.admin.query(
        `begin read write; alter database ${database.name} reset default_transaction_read_only; commit`,
      );
      await endSessions(database.admin);
    },
    names: ['Database'],
  },
];

/** Of the command line's function, which asks again on a new one. */
const endSessions = (admin: FaultStack['database']['admin']) =>
  admin.query(
    "select pg_terminate_backend(pid, 60000) from pg_stat_activity where usename = 'payback_operations' and datname = current_database()",
  );

test('of a deployment that is well, nothing is told', async () => {
  expect(await told(stackOf())).toEqual([]);
});

test.each(lasting)('$fault: the status names it, until it is over', async ({ inject, mend, names }) => {
  const stack = stackOf();
  await inject(stack);
  expect(await told(stack)).toEqual(names);
  await mend(stack);
  expect(await told(stack)).toEqual([]);
});

test('who holds up the others is named, once they have waited for long', async () => {
  const stack = stackOf();
  const { admin } = stack.database;
  const holder = await admin.connect();
  try {
    await holder.query('begin');
    await holder.query('select lock_pricing_inputs()');
    await stack.queue.send(stack.account.executions(1));
    await stack.session("wait_event_type = 'Lock'");
    await eventually(async () => ((await told(stack)).includes('Locks') ? true : undefined));
  } finally {
    holder.release(true);
  }
  await stack.returnUntilSettled();
  expect(await told(stack)).toEqual([]);
});
