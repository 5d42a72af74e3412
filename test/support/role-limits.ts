import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { TestDatabase } from './test-database.ts';

/** Gives the roles their limits in this database: those of the template that it is a clone of are not cloned. */
export async function limitRoles(database: TestDatabase): Promise<void> {
  const administrator = new pg.Client(database.url('payback_admin'));
  await administrator.connect();
  await administrator.query(await readFile(path.join(import.meta.dirname, '../../sql/roles.sql'), 'utf8'));
  await administrator.end();
}
