import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { migrate } from '../../lambdas/migrate/migrate.ts';
import { eventually } from '../support/eventually.ts';
import { limit } from '../support/limits.ts';
import { createTestDatabase, openDatabase, type TestDatabase } from '../support/test-database.ts';
import { revisionBefore, versionOf, type OtherVersion } from './support/other-version.ts';
import { startFaultStack } from './support/stack.ts';

const SQL = path.join(import.meta.dirname, '../../sql');
const revision = await revisionBefore();
/** Ingest cannot do without this one, so that the code of now finds a schema that it has to wait for. */
const revisionTooOld = await revisionBefore('0034_voids.sql');

test('where tests decide on a deployment, the history is there to take the version before from', () => {
  expect(process.env['GITHUB_ACTIONS'] === undefined || revision !== undefined).toBe(true);
});

// A copy of the sources without their history has no version before.
(revision === undefined ? describe.skip : describe)('of the version before the newest migration', () => {
  let before: OtherVersion;
  let tooOld: OtherVersion;
  let database: TestDatabase;
  beforeAll(async () => {
    before = await versionOf(revision ?? '');
    tooOld = await versionOf(revisionTooOld ?? '');
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
    await before.remove();
    await tooOld.remove();
  });

  test(
    'the code stores all on the new schema, as it must for the minutes of a deployment',
    async () => {
      const stack = await startFaultStack({ from: before.directory });
      try {
        await stack.process([
          ...stack.account.executions(20),
          ...stack.account.repetitions(5),
          ...stack.account.refused(5),
        ]);
        expect(stack.queue.returned()).toEqual([]);
        await stack.check(0);
      } finally {
        await stack.stop();
      }
    },
    limit(90),
  );

  test('each statement is valid on the new schema', async () => {
    expect(before.statements.size).toBeGreaterThan(100);
    const client = await database.admin.connect();
    const invalid: string[] = [];
    for (const [name, text] of before.statements) {
      await client.query(`prepare of_before as ${text}`).then(
        () => client.query('deallocate of_before'),
        (error: unknown) => invalid.push(`${name}: ${String(error)}`),
      );
    }
    client.release();
    expect(invalid).toEqual([]);
  });

  test.each([
    { schema: 'of the newest migration', version: () => before, isServed: undefined },
    { schema: 'of one that it needs', version: () => tooOld, isServed: false },
  ])(
    'the schema makes new code give messages back, or serves it: none is lost until the migration is done ($schema)',
    async ({ version, isServed }) => {
      const name = `before_${randomUUID().replaceAll('-', '')}`;
      await database.admin.query(`create database ${name} owner payback_admin`);
      const old = openDatabase(Number(new URL(database.url('any')).port), name);
      const migrated = async (directory: string) => {
        const client = new pg.Client(old.url('payback_admin'));
        await client.connect();
        try {
          await migrate(client, directory);
        } finally {
          await client.end();
        }
      };
      await migrated(path.join(version().directory, 'sql'));
      const stack = await startFaultStack({ database: old });
      try {
        const messages = [...stack.account.executions(20), ...stack.account.repetitions(5)];
        await stack.queue.send(messages);
        await eventually(async () =>
          (await stack.queue.left()) === stack.queue.returned().length ? true : undefined,
        );
        expect(isServed ?? stack.queue.returned().length === 0).toBe(stack.queue.returned().length === 0);
        await migrated(SQL);
        await stack.queue.comeBack();
        await stack.check(0);
      } finally {
        await stack.stop();
        await old.drop();
        await database.admin.query(`drop database ${name} with (force)`);
      }
    },
    limit(90),
  );
});
