import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { migrate, type MigrateOptions, type MigrationResult } from '../../../lambdas/migrate/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const SQL = path.join(import.meta.dirname, '../../../sql');

/** A migrated database, and the files of a version that is newer. */
export interface NewerVersion {
  readonly database: TestDatabase;
  /** Adds or replaces a migration. @param name such as 9001_what */
  write(name: string, sql: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** As a deployment does, by a session of its own, which ends with it. */
  deploy(options?: MigrateOptions): Promise<MigrationResult>;
  drop(): Promise<void>;
}

export async function createNewerVersion(): Promise<NewerVersion> {
  const database = await createTestDatabase();
  const directory = await mkdtemp(path.join(os.tmpdir(), 'payback-sql-'));
  await cp(SQL, directory, { recursive: true });
  const file = (name: string) => path.join(directory, 'migrations', `${name}.sql`);
  return {
    database,
    write: (name, sql) => writeFile(file(name), `-- Up Migration\n${sql}\n`),
    remove: (name) => rm(file(name)),
    async deploy(options) {
      const client = new pg.Client(database.url('payback_admin'));
      // A test may end the session; the statement under way rejects too.
      client.on('error', () => undefined);
      await client.connect();
      try {
        return await migrate(client, directory, options);
      } finally {
        await client.end();
      }
    },
    async drop() {
      await rm(directory, { recursive: true });
      await database.drop();
    },
  };
}
