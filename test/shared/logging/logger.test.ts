import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { glob, readFile } from 'node:fs/promises';
import { createLogger } from '../../../shared/logging/logger.ts';
import { capturedLogs } from '../../support/captured-logs.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.admin.query(
    'create table rows_of (id text primary key, amount integer not null check (amount < 100))',
  );
  await database.admin.query("insert into rows_of values ('grace-hopper', 1)");
});
afterAll(() => database.drop());

async function errorOf(statement: string): Promise<unknown> {
  try {
    await database.admin.query(statement);
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

test.each([
  [
    'a key that is taken',
    "insert into rows_of values ('grace-hopper', 2)",
    { code: '23505', constraint: 'rows_of_pkey' },
  ],
  [
    'a row that fails a check',
    "insert into rows_of values ('grace-hopper-2', 500)",
    { code: '23514', table: 'rows_of' },
  ],
  [
    'a missing value',
    "insert into rows_of values ('grace-hopper-2', null)",
    { code: '23502', column: 'amount' },
  ],
  ['text that is no number', 'select \'grace-hopper "x"\'::integer', { code: '22P02' }],
  ['text that is no time', "select 'grace-hopper'::timestamptz", { code: '22007' }],
  ['text that is no JSON', "select 'grace-hopper'::jsonb", { code: '22P02' }],
])('of %s the log says what and where, and no value', async (_name, statement, facts) => {
  const error = await errorOf(statement);
  const { lines } = await capturedLogs(() => createLogger().error('failed', { error }));
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('grace-hopper');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'ERROR', message: 'failed', error: facts });
});

test('whatever is logged is redacted, at any depth', async () => {
  const cause = new TypeError('for mona@example.com', { cause: new Error('password=hunter2') });
  const { lines } = await capturedLogs(() => {
    createLogger().warn('mail mona@example.com', { deep: [{ text: 'token=abc123def' }], count: 3, cause });
  });
  expect(lines.join('\n')).not.toMatch(/mona@|hunter2|abc123def/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    message: 'mail [email]',
    deep: [{ text: 'token=[secret]' }],
    count: 3,
    cause: { name: 'TypeError', message: 'for [email]', cause: { message: 'password=[secret]' } },
  });
});

test('no function writes to a log of its own', async () => {
  const own: string[] = [];
  for await (const file of glob('{lambdas,shared}/**/*.ts')) {
    if (file !== 'shared/logging/logger.ts' && /new Logger\(|console\./.test(await readFile(file, 'utf8')))
      own.push(file);
  }
  expect(own).toEqual([]);
});
