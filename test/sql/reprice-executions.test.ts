import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOrganization, store } from '../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  organizationId = await createOrganization(database, { baseline: 'slow' });
  await database.admin.query("update organization_baselines set model = 'b'");
  await store(database, organizationId, [
    { task_id: 'first', provider: 'fast', model: 'm', start_time: '2026-01-20T10:00:00Z' },
    { task_id: 'second', provider: 'fast', model: 'n', start_time: '2026-01-20T11:00:00Z' },
    { task_id: 'third', provider: 'other', model: 'm', start_time: '2026-01-20T12:00:00Z' },
    { task_id: 'fourth', provider: 'other', start_time: '2026-01-20T13:00:00Z' },
  ]);
});
afterAll(() => database.drop());

interface Scope {
  readonly from?: string;
  readonly to?: string;
  readonly providers?: readonly string[];
  readonly models?: readonly string[];
  readonly after?: string;
  readonly limit?: number;
}

async function chosen({ from, to, providers, models, after, limit }: Scope): Promise<string[]> {
  const { rows } = await database.admin.query<{ task_id: string }>(
    `select e.task_id
     from (select) as always
     left join task_executions last on last.task_id = $6
     cross join lateral reprice_executions($1, $2, $3, $4, $5, last.start_time, last.id, $7) as r
     join task_executions e on e.id = r.id
     order by e.start_time`,
    [
      organizationId,
      from ?? '-infinity',
      to ?? 'infinity',
      providers ?? null,
      models ?? null,
      after ?? null,
      limit ?? 100,
    ],
  );
  return rows.map((row) => row.task_id);
}

const ALL = ['first', 'second', 'third', 'fourth'];

test.each<readonly [string, Scope, readonly string[]]>([
  ['everything', {}, ALL],
  ['from an instant on, itself included', { from: '2026-01-20T11:00:00Z' }, ['second', 'third', 'fourth']],
  ['until an instant, itself not included', { to: '2026-01-20T12:00:00Z' }, ['first', 'second']],
  ['after an execution', { after: 'second' }, ['third', 'fourth']],
  ['no more than asked for', { limit: 3 }, ['first', 'second', 'third']],
  ['a provider', { providers: ['fast'] }, ['first', 'second']],
  ['a model of a provider', { providers: ['fast'], models: ['m'] }, ['first']],
  ['several providers', { providers: ['fast', 'other'] }, ALL],
  ['a model that the provider does not have', { providers: ['other'], models: ['n'] }, []],
  ['the provider of the baseline', { providers: ['slow'] }, ALL],
  ['the model of the baseline', { providers: ['slow'], models: ['b'] }, ALL],
  ['another model of the provider of the baseline', { providers: ['slow'], models: ['m'] }, []],
  ['a model of the baseline, of another provider', { providers: ['fast'], models: ['b'] }, []],
])('%s can be priced anew', async (_, scope, expected) => {
  expect(await chosen(scope)).toEqual(expected);
});
