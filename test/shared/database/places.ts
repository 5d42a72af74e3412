import { connect, type Database, type Transaction } from '../../../shared/database/database.ts';
import { limitRoles } from '../../support/role-limits.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** A database with a table of two rows, 1 and 2, which payback_ingest may change, and what is to be seen of its sessions. */
export interface Places {
  readonly database: TestDatabase;
  readonly port: number;
  /** As payback_ingest. @param target the server's port, or one that leads to it */
  connectTo(target: number, statementTimeout: number): Database;
  untilActive(pid: number): Promise<void>;
  untilWaiting(pid: number): Promise<void>;
  untilGone(pid: number): Promise<void>;
}

export async function createPlaces(): Promise<Places> {
  const database = await createTestDatabase();
  await database.admin.query(
    'create table places (id integer primary key, visits integer not null default 0)',
  );
  await database.admin.query('insert into places (id) values (1), (2)');
  await database.admin.query('grant all on places to payback_ingest');
  await limitRoles(database);
  const until = async (is: string, pid: number): Promise<void> => {
    for (;;) {
      const { rows } = await database.admin.query(`select ${is} as it from pg_stat_activity where pid = $1`, [
        pid,
      ]);
      if (rows[0]?.it ?? is === 'false') return;
    }
  };
  return {
    database,
    port: Number(new URL(database.url('payback_ingest')).port),
    connectTo(target, statementTimeout) {
      const settings = { user: 'payback_ingest', password: '', host: '127.0.0.1', port: target };
      return connect({
        statementTimeout,
        settings: () => Promise.resolve({ ...settings, database: database.name, ssl: false }),
      });
    },
    untilActive: (pid) => until("state = 'active' or null", pid),
    untilWaiting: (pid) => until("wait_event_type = 'Lock' or null", pid),
    untilGone: (pid) => until('false', pid),
  };
}

/** @throws Error unless the work fails */
export async function caught(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('it did not fail');
  return error;
}

export const pidOf = async ({ query }: Transaction) =>
  Number((await query('select pg_backend_pid() as pid')).rows[0]?.['pid']);
export const pid = (of: Database) => of.transaction(pidOf);
export const visit = ({ query }: Transaction, place: number) =>
  query('update places set visits = visits + 1 where id = $1', [place]);
