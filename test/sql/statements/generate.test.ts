import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { describe } from '../../../sql/statements/describe.ts';
import { generate, presentFiles, root } from '../../../sql/statements/generate.ts';
import { parseStatements } from '../../../sql/statements/parse.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client(database.url('postgres'));
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function described(source: string) {
  const [statement] = parseStatements(source, 'file');
  if (!statement) throw new Error('nothing to describe');
  return describe(client, statement);
}

async function columnsOf(source: string): Promise<string[]> {
  const { columns } = await described(source);
  return columns.map(({ name, type, isNullable }) => `${name}: ${type}${isNullable ? ' | null' : ''}`);
}

test('the files beside the statements are those that npm run statements writes', async () => {
  const generated = await generate(client);
  const differing: string[] = [];
  for (const [file, text] of generated) {
    if ((await readFile(path.join(root, file), 'utf8').catch(() => '')) !== text) differing.push(file);
  }
  const left = presentFiles().filter((file) => !generated.has(file));
  expect({ 'run `npm run statements` for': differing, 'without statements': left }).toEqual({
    'run `npm run statements` for': [],
    'without statements': [],
  });
});

test.each([
  [
    'a column of a table is null where the table says so',
    'select provider, model from provider_pricing',
    ['provider: string', 'model: string | null'],
  ],
  ['also through a subquery', 'with x as (select * from organizations) select name from x', ['name: string']],
  [
    'an outer join needs a mark',
    'select o.id, m.subject as "subject?" from organizations o left join memberships m on true',
    ['id: string', 'subject: string | null'],
  ],
  [
    'an expression is nullable',
    'select count(*) as tasks, 1 as one',
    ['tasks: number | null', 'one: number | null'],
  ],
  ['unless the alias says otherwise', 'select count(*) as "tasks!"', ['tasks: number']],
  ['a view is nullable', 'select executions from current_measures', ['executions: number | null']],
  ['what is returned', 'delete from organizations returning id', ['id: string']],
  [
    'a check that lists values',
    'select role, m.role as "or_null?" from memberships m',
    ['role: "viewer" | "admin"', 'or_null: "viewer" | "admin" | null'],
  ],
  ['a check of one value', 'select currency from organizations', ['currency: "USD"']],
  [
    'other checks',
    'select name, retention_days, review_threshold from organizations',
    ['name: string', 'retention_days: number', 'review_threshold: string'],
  ],
  ['an expression of what has a check', 'select upper(role) as "role!" from memberships', ['role: string']],
  ['nothing', 'select pg_advisory_xact_lock(1)', []],
  ['no rows', 'delete from memberships', []],
])('%s', async (_, source, columns) => {
  expect(await columnsOf(source)).toEqual(columns);
});

test('parameters have the types that PostgreSQL infers', async () => {
  const source = 'select :a::bigint, :b::text[], :a from organizations where id = :c and :d?::jsonb is null';
  expect((await described(source)).encoders).toEqual(['number', 'textArray', 'text', 'json']);
});

test('what PostgreSQL refuses, types that nothing was decided for, and names of two columns, are errors; the connection stays usable', async () => {
  await expect(described('select nothing')).rejects.toThrow('column "nothing" does not exist');
  await expect(described("select interval '1 day' as x")).rejects.toThrow('lacks the type interval');
  await expect(described('select 1 as x, 2 as "x!"')).rejects.toThrow('two columns are x!');
  await expect(described('select :a::point')).rejects.toThrow('lacks the type point');
  expect(await columnsOf('select true as "x!"')).toEqual(['x: boolean']);
});
