import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { connect, type Database } from '../../shared/database/database.ts';
import { takeFunctions } from './coverage/sql-functions.ts';
import { limit } from './limits.ts';

export interface TestDatabase {
  readonly name: string;
  /** Superuser: sees and may do everything, for arranging and for checking behind the product's back. */
  readonly admin: pg.Pool;
  /** As the functions connect: each for those of its name, pricing for recalculation and the price audit. */
  readonly api: Database;
  readonly ingest: Database;
  readonly rollup: Database;
  readonly pricing: Database;
  readonly feed: Database;
  readonly live: Database;
  readonly upkeep: Database;
  readonly operations: Database;
  /** Superuser, as a function connects: past row-level security, so that a statement has to tell tenants apart by itself. */
  readonly unbound: Database;
  url(user: string): string;
  /** Another connection of a role; the caller ends it. */
  connectAs(user: string, options?: { readonly port?: number; readonly connections?: number }): Database;
  drop(): Promise<void>;
}

/** A database of its own for one test file: a clone of the migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const port = Number(process.env['PAYBACK_TEST_POSTGRES_PORT']);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const url = (user: string, database = name) => `postgresql://${user}@127.0.0.1:${port}/${database}`;
  const maintenance = new pg.Pool({ connectionString: url('postgres', 'postgres'), max: 1 });
  await cloneTemplate(maintenance, name);
  maintenance.on('error', () => undefined);
  const opened = openDatabase(port, name);
  return {
    ...opened,
    async drop() {
      await opened.drop();
      await takeFunctions(url('postgres'), maintenance, name);
      await maintenance.query(`drop database ${name} with (force)`);
      await maintenance.end();
    },
  };
}

/** A migrated database of any server, as tests know it; to drop it only ends the connections. */
export function openDatabase(port: number, name: string): TestDatabase {
  const url = (user: string) => `postgresql://${user}@127.0.0.1:${port}/${name}`;
  const admin = new pg.Pool({ connectionString: url('postgres'), max: 4 });
  // Dropping the database, or stopping the server, ends a session that is still saying goodbye.
  admin.on('error', () => undefined);
  const connectAs: TestDatabase['connectAs'] = (user, { connections = 1, ...changes } = {}) =>
    connect({
      statementTimeout: limit(30),
      connections,
      settings: () =>
        Promise.resolve({
          user,
          password: '',
          host: '127.0.0.1',
          port,
          database: name,
          ssl: false,
          ...changes,
        }),
    });
  const pools = {
    api: connectAs('payback_api'),
    ingest: connectAs('payback_ingest'),
    rollup: connectAs('payback_rollup'),
    pricing: connectAs('payback_pricing'),
    feed: connectAs('payback_feed'),
    live: connectAs('payback_live'),
    upkeep: connectAs('payback_upkeep'),
    operations: connectAs('payback_operations'),
    unbound: connectAs('postgres'),
  };
  return {
    name,
    admin,
    ...pools,
    url,
    connectAs,
    async drop() {
      await Promise.all([admin, ...Object.values(pools)].map((pool) => pool.end()));
    },
  };
}

/** Cloning needs the template to itself, so test files that start together take turns. */
async function cloneTemplate(maintenance: pg.Pool, name: string): Promise<void> {
  await maintenance.query('select pg_advisory_lock(1)');
  await maintenance.query(`create database ${name} template payback_template owner payback_admin`);
  await maintenance.query('select pg_advisory_unlock(1)');
}
