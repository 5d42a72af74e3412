import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect } from '../../../shared/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { limit } from '../../support/limits.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function settings(changes: { readonly user?: string; readonly port?: number } = {}) {
  const { hostname: host, port } = new URL(database.url('payback_ingest'));
  const base = { user: 'payback_ingest', password: '', host, port: Number(port), database: database.name };
  return { ...base, ssl: false, ...changes };
}

test('two callers that cannot connect both learn why', async () => {
  const twice = connect({
    statementTimeout: limit(1),
    connections: 2,
    settings: () => Promise.resolve(settings({ port: 1 })),
  });
  const attempts = [1, 2].map(() => twice.transaction(({ query }) => query('select 1')));
  for (const attempt of await Promise.allSettled(attempts)) {
    expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'ECONNREFUSED' } });
  }
  await twice.end();
});

test('settings that could not be read are read again', async () => {
  let reads = 0;
  const lazy = connect({
    statementTimeout: limit(1),
    settings: () => {
      reads += 1;
      return reads === 1 ? Promise.reject(new Error('no secret')) : Promise.resolve(settings());
    },
  });
  await expect(lazy.transaction(({ query }) => query('select 1'))).rejects.toThrow('no secret');
  await expect(lazy.transaction(({ query }) => query('select 1'))).resolves.toMatchObject({ rowCount: 1 });
  await lazy.end();
});

test('a refused user or password makes the settings be read again, for two callers at once too', async () => {
  await database.admin.query('create role nobody_may_log_in nologin');
  let reads = 0;
  const twice = connect({
    statementTimeout: limit(1),
    connections: 2,
    settings: () => {
      reads += 1;
      return Promise.resolve(settings(reads === 1 ? { user: 'nobody_may_log_in' } : {}));
    },
  });
  const attempts = [1, 2].map(() => twice.transaction(({ query }) => query('select current_user as name')));
  for (const { rows } of await Promise.all(attempts)) expect(rows).toEqual([{ name: 'payback_ingest' }]);
  expect(reads).toBe(2);
  await twice.end();
  await database.admin.query('drop role nobody_may_log_in');
});

test('a statement that takes too long is cancelled, and what it was part of undone', async () => {
  const hasty = connect({ statementTimeout: limit(0.05), settings: () => Promise.resolve(settings()) });
  const work = hasty.transaction(async ({ query }) => {
    await query(
      "insert into users (organization_id, id, keyed_hash) values (gen_random_uuid(), gen_random_uuid(), sha256('a'))",
    );
    await query('select pg_sleep(10)');
  });
  await expect(work).rejects.toMatchObject({ code: '57014' });
  const { rows } = await database.admin.query('select from users');
  expect(rows).toEqual([]);
  await hasty.end();
});
