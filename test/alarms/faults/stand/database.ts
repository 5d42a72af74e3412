import pg from 'pg';
import { createTestDatabase, openDatabase, type TestDatabase } from '../../../support/test-database.ts';

const port = () => Number(process.env['PAYBACK_TEST_POSTGRES_PORT']);

/** One name, under which each fault finds the same data, and leaves what it likes. */
export interface Databases {
  readonly port: number;
  readonly name: string;
  /** The database as it was in the beginning; who was connected to the one before is no more. */
  fresh(): Promise<TestDatabase>;
  drop(): Promise<void>;
}

/** @param fill makes what all of them begin with */
export async function databasesOf(fill: (database: TestDatabase) => Promise<void>): Promise<Databases> {
  const template = await createTestDatabase();
  await fill(template);
  const name = `${template.name}_run`;
  const maintenance = new pg.Client(`postgresql://postgres@127.0.0.1:${port()}/postgres`);
  await maintenance.connect();
  const end = (database: string) =>
    maintenance.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      database,
    ]);
  let current: TestDatabase | undefined;
  const drop = async () => {
    await current?.drop();
    current = undefined;
    await maintenance.query(`drop database if exists ${name} with (force)`);
  };
  return {
    port: port(),
    name,
    async fresh() {
      await drop();
      await end(template.name);
      await maintenance.query(`create database ${name} template ${template.name} owner payback_admin`);
      current = openDatabase(port(), name);
      // However long the tests before took, nothing has waited to be folded.
      await current.admin.query('update rollup_deltas set created_at = now()');
      return current;
    },
    async drop() {
      await drop();
      await maintenance.end();
      await template.drop();
    },
  };
}
