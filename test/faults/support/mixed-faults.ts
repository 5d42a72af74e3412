import type { Cluster } from '../../support/cluster.ts';
import { eventually } from '../../support/eventually.ts';
import type { HeldCommit } from '../../support/tcp-proxy.ts';
import type { FaultStack } from './stack.ts';

interface Setting {
  readonly stack: FaultStack;
  readonly cluster: Cluster;
  /** Sends the messages of this round. */
  readonly send: () => Promise<void>;
  /** The same, with the commit that is held. */
  readonly sendAndHold: (before: 'server' | 'client') => Promise<HeldCommit>;
}

type Inject = (setting: Setting) => Promise<void>;

const SESSIONS = "from pg_stat_activity where usename = 'payback_ingest' and datname = current_database()";
const endSessions = ({ database }: FaultStack) =>
  database.admin.query(`select pg_terminate_backend(pid, 60000) ${SESSIONS}`);

/** Changes the database for new sessions, ends those that there are, and changes it back once something has failed. */
const whileChanged =
  (change: string, back: string): Inject =>
  async ({ stack, send }) => {
    const { admin, name } = stack.database;
    const alter = (how: string) => admin.query(`begin read write; alter database ${name} ${how}; commit`);
    await alter(change);
    await endSessions(stack);
    await send();
    await stack.failed();
    await alter(back);
    await endSessions(stack);
  };

/** Each does one kind of harm to the messages that it sends, and mends what must be mended by somebody. */
export const mixedFaults: Readonly<Record<string, Inject>> = {
  'nothing happens': ({ send }) => send(),
  async 'all sessions are ended'({ stack, send }) {
    await send();
    await endSessions(stack);
  },
  async 'a transaction is ended'(setting) {
    const commit = await setting.sendAndHold('server');
    await endSessions(setting.stack);
    commit.pass();
  },
  async 'the answer of a commit is lost'(setting) {
    (await setting.sendAndHold('client')).cut();
  },
  async 'a function is killed before its commit'(setting) {
    const commit = await setting.sendAndHold('server');
    setting.stack.ingest.kill();
    commit.cut();
  },
  async 'a function is killed after its commit'(setting) {
    const commit = await setting.sendAndHold('client');
    setting.stack.ingest.kill();
    commit.cut();
  },
  async 'messages come again while they are stored'(setting) {
    const commit = await setting.sendAndHold('server');
    const { queue } = setting.stack;
    const running = queue.deliveries.filter(({ outcome }) => outcome === undefined);
    await queue.comeBack(running.flatMap(({ records }) => records));
    commit.pass();
  },
  async 'connections are cut'({ stack, send }) {
    await send();
    stack.proxy.cut();
  },
  async 'idle connections fall silent'({ stack, send }) {
    stack.proxy.silence();
    await send();
    await stack.returnUntilSettled();
    stack.proxy.cut();
  },
  async 'the database refuses connections'({ stack, send }) {
    await stack.proxy.refuse();
    await send();
    await stack.failed();
    await stack.proxy.accept();
  },
  'the database takes no writes': whileChanged(
    'set default_transaction_read_only = on',
    'reset default_transaction_read_only',
  ),
  'no connection is left': whileChanged('connection limit 0', 'connection limit -1'),
  async 'a session crashes, and all others with it'({ stack, send }) {
    await send();
    const { admin } = stack.database;
    const pid = await stack.session('true');
    process.kill(pid, 'SIGKILL');
    await eventually(() => admin.query('select 1').catch(() => undefined), 60);
  },
  async 'the database is killed'({ cluster, stack, send }) {
    await send();
    await cluster.kill();
    await cluster.restart();
    await eventually(() => stack.database.admin.query('select 1').catch(() => undefined), 60);
  },
};
