import { fold } from '../../../lambdas/rollup/fold.ts';
import { createRandom } from '../../../local/demo/random.ts';
import { startCluster, type Cluster } from '../../support/cluster.ts';
import { eventually } from '../../support/eventually.ts';
import { createOrganization, createPrice } from '../../support/fixture.ts';
import { drift } from '../../support/reconcile.ts';
import { tcpProxy, type HeldCommit, type TcpProxy } from '../../support/tcp-proxy.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { Account, poisonable } from './account.ts';
import { ingestFunction, type IngestFunction } from './ingest-function.ts';
import { startFaultQueue, type FaultQueue, type QueueOptions } from './queue.ts';
import assert from 'node:assert/strict';

export interface StackOptions extends Partial<QueueOptions> {
  /** Of the function. */
  readonly timeoutSeconds?: number;
  readonly seed?: number;
  /** A PostgreSQL server of its own, which may be killed. */
  readonly cluster?: Cluster;
  /** The database instead of a new one that is migrated; its owner drops it. */
  readonly database?: TestDatabase;
  /** Sources of the function, of another version. */
  readonly from?: string;
}

/** The way from a message to a figure, all of it real: queue, poller, function, network, database. */
export interface FaultStack {
  readonly account: Account;
  readonly database: TestDatabase;
  /** Between the function and the database. */
  readonly proxy: TcpProxy;
  readonly ingest: IngestFunction;
  readonly queue: FaultQueue;
  readonly organizationIds: readonly string[];
  /** Sends messages and waits until each is processed or a dead letter. */
  readonly process: (bodies: readonly string[]) => Promise<void>;
  /** Sends messages; the first commit that stores some of them is held before it reaches the server, or its answer the client. */
  readonly sendAndHold: (bodies: readonly string[], before: 'server' | 'client') => Promise<HeldCommit>;
  /** Waits until nothing is left. @throws Error at once when what is left has failed, and nobody makes it come back */
  readonly settled: () => Promise<void>;
  /** Waits until so many messages have failed and not come back. */
  readonly failed: (messages?: number) => Promise<void>;
  /** The same where messages come back, each as often as it takes, whenever nothing else is left to do. */
  readonly returnUntilSettled: () => Promise<void>;
  /** As {@link Account.check}, once all is settled; then the same of what a fold leaves. */
  readonly check: (again?: number) => Promise<void>;
  /** The number of a session of the function in this state, as soon as there is one. */
  readonly session: (where: string) => Promise<number>;
  stop(): Promise<void>;
}

export async function startFaultStack(options: StackOptions = {}): Promise<FaultStack> {
  const database = options.database ?? options.cluster?.database ?? (await createTestDatabase());
  const account = await arrange(database, options.seed ?? 1);
  const proxy = await tcpProxy(Number(new URL(database.url('any')).port));
  const ingest = await ingestFunction({
    port: proxy.port,
    databaseName: new URL(database.url('any')).pathname.slice(1),
    timeoutSeconds: options.timeoutSeconds ?? 30,
    from: options.from,
  });
  const { receives = 25, concurrency = 1, batchSize = 10 } = options;
  const queue = await startFaultQueue({ receives, concurrency, batchSize }, (event) => ingest.invoke(event));

  /** What the function did, beside what was waited for in vain. */
  const explained = (what: string) => (cause: unknown) => {
    throw new Error(`${what} ${String(cause)} ${told(queue)}\nThe function says: ${ingest.log()}`, { cause });
  };
  /** Waits for what processing brings about, for as long as anything is left that is not waiting to come back. */
  const brought = <Result>(condition: (left: number) => Result | undefined, seconds: number) =>
    eventually(async () => {
      const left = await queue.left();
      const result = condition(left);
      if (result !== undefined || left > queue.returned().length || queue.isAtWork()) return result;
      // What ended meanwhile may just have brought it about.
      const last = condition(left);
      if (last === undefined) throw new Error(`Nothing goes on any more; ${left} are left, and have failed.`);
      return last;
    }, seconds);
  const settled = async () => {
    await brought((left) => left === 0 || undefined, 30).catch(explained('Messages are left.'));
  };
  const returnUntilSettled = async () => {
    const nothingLeft = async () => {
      const left = await queue.left();
      if (left === 0) return true;
      if (left <= queue.returned().length) await queue.comeBack();
      return undefined;
    };
    await eventually(nothingLeft, 60).catch(explained('Messages are left.'));
  };
  return {
    ...account,
    database,
    proxy,
    ingest,
    queue,
    async process(bodies) {
      await queue.send(bodies);
      await settled();
    },
    async sendAndHold(bodies, before) {
      let held: HeldCommit | undefined;
      void proxy.holdCommit(before).then((commit) => (held = commit));
      await queue.send(bodies);
      return brought(() => held, 20).catch(explained('Nothing stored was to be committed.'));
    },
    settled,
    async failed(messages = 1) {
      await brought(() => queue.returned().length >= messages || undefined, 40).catch(
        explained(`Fewer than ${messages} have failed.`),
      );
    },
    returnUntilSettled,
    async check(again) {
      await settled();
      await account.account
        .check(database, await queue.deadLetters(), again)
        .catch(explained('It does not add up.'));
      await fold(database.rollup, () => false);
      assert.deepEqual(await drift(database, 'rollup_sums'), []);
    },
    session: (where) =>
      eventually(async () => {
        const { rows } = await database.admin.query<{ pid: number }>(
          `select pid from pg_stat_activity
           where datname = current_database() and usename = 'payback_ingest' and ${where}`,
        );
        return rows[0]?.pid;
      }).catch(explained(`No session of the function has ${where}.`)),
    async stop() {
      await queue.stop();
      await ingest.stop();
      await proxy.close();
      if (options.database === undefined && options.cluster === undefined) await database.drop();
    },
  };
}

/** What became of each delivery: of so many messages, received how often, so many failed, and why. */
const told = ({ deliveries }: FaultQueue): string =>
  deliveries
    .map(
      ({ records, outcome }) =>
        `${records.length} (${records[0]?.attributes.ApproximateReceiveCount}): ${outcome?.failed.length} ${outcome?.error?.message ?? ''}`,
    )
    .join('; ');

/** Two organizations whose days begin at different times, and the prices of the account. */
async function arrange(database: TestDatabase, seed: number) {
  const organizationIds = [
    await createOrganization(database),
    await createOrganization(database, { timeZone: 'Asia/Kolkata' }),
  ];
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000000123457' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000012345679' });
  await database.admin.query(
    "select ensure_partitions(now() - interval '100 days', now() + interval '5 weeks')",
  );
  await poisonable(database);
  return { organizationIds, account: new Account(organizationIds, createRandom(seed)) };
}

/** A server of its own in a directory of its own. Without fsync, which only the end of the machine would need. */
export async function ownCluster(): Promise<Cluster> {
  const directory = await temporaryDirectory();
  const cluster = await startCluster(`${directory.path}/postgres`, { fsync: 'off' });
  return {
    ...cluster,
    async stop() {
      await cluster.stop();
      await directory.remove();
    },
  };
}
