import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TrinoSQL } from 'dt-sql-parser';
import { views } from '../../../shared/archive/views-contract.ts';
import { archivedTables, folders, tableNames } from '../../../shared/archive/columns-contract.ts';
import { otherColumns } from '../../../shared/personal-data/other-columns.ts';
import { personalColumns } from '../../../shared/personal-data/personal-columns.ts';
import type { DuckDb } from '../../../shared/duckdb/duckdb.ts';
import { startTestArchive, type TestArchive } from '../../support/archive.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let files: TestArchive;
let duckDb: DuckDb;

beforeAll(async () => {
  database = await createTestDatabase();
  files = await startTestArchive();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000003000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000002' });
  await createPrice(database, { provider: 'cheap', costPerUnit: '0.000001' });
  for (const timeZone of ['America/New_York', 'UTC']) {
    const id = await createOrganization(database, { timeZone });
    await send(id);
  }
  const unknown = await createOrganization(database, { baseline: null });
  await send(unknown);
  await database.admin.query("update organizations set archive = 'without_personal_data'");
  await files.run(database.upkeep, '2026-01-28T06:00:00Z');
  duckDb = await files.open();
});
afterAll(async () => {
  duckDb.close();
  await files.stop();
  await database.drop();
});

/** Executions of every kind that a measure tells apart, of two days by the clocks of New York. */
async function send(organizationId: string): Promise<void> {
  const decided = (provider: string, routing_strategy: string) => ({
    provider,
    routing_decision: {
      chosen_provider: provider,
      routing_strategy,
      estimated_cost: 0.000123,
      alternative_providers: [{ provider: 'slow', estimated_cost: 0.1 }],
    },
  });
  const split = { tokens_used: undefined, input_tokens: 900, output_tokens: 77 };
  await store(database, organizationId, [
    { ...split, ...decided('cheap', 'cost_optimized'), cache_read_tokens: 500, cache_write_tokens: 100 },
    { ...split, ...decided('fast', 'quality_first'), compute_units: '1.250000000000000001' },
    { provider: 'cheap', success: false, end_time: '2026-01-20T10:00:07Z', quality: 0.1 },
    { provider: 'cheap', success: false, tokens_used: null },
    { provider: 'unheard_of', compute_units: '0.000001' },
    { provider: 'slow', model: 'm', start_time: '2026-01-20T03:00:00Z', end_time: '2026-01-20T03:00:01.5Z' },
    { provider: 'voided' },
  ]);
  await database.admin.query(
    `update task_executions set void_id = gen_random_uuid() where organization_id = $1 and provider = 'voided'`,
    [organizationId],
  );
  // As a void would have left the sums.
  await database.admin.query("delete from rollup_deltas where organization_id = $1 and provider = 'voided'", [
    organizationId,
  ]);
}

/** Values of both databases, as text: zeros behind the last decimal are those of a type, and of an average only six digits count. */
function normal(name: string, value: string | null): string | null {
  if (value === null || !/^-?\d+\.\d+(?:[eE][-+]\d+)?$/.test(value)) return value;
  if (/avg|confidence|quality/.test(name)) return Number(value).toPrecision(12);
  return value.replace(/0+$/, '').replace(/\.$/, '');
}

async function rowsOf(relation: string, columns: readonly (readonly [string, string])[]) {
  const { rows } = await database.admin.query<Record<string, string | null>>(
    `select ${columns.map(([name, type]) => (type === 'TIMESTAMP' ? `(${name} at time zone 'UTC')::text as ${name}` : `${name}::text`)).join(', ')} from ${relation}`,
  );
  const inFiles = await duckDb.rows(
    `select ${columns.map(([name]) => `cast(${name} as varchar) as ${name}`).join(', ')} from ${relation}`,
  );
  const sorted = (all: readonly Readonly<Record<string, string | null>>[]) =>
    all
      .map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, normal(name, value)])),
      )
      .map((row) => JSON.stringify(row))
      .toSorted();
  return [sorted(inFiles), sorted(rows)] as const;
}

test.each([...tableNames])('%s has the rows of PostgreSQL, every value of them', async (table) => {
  const columns = Object.entries({ organization_id: 'VARCHAR', ...archivedTables[table] }).filter(
    ([name]) => name !== 'day',
  );
  const [inFiles, stored] = await rowsOf(table, columns);
  expect(inFiles).toEqual(stored);
  expect(stored.length).toBeGreaterThan(table === 'execution_flags' ? 0 : 5);
});

test.each(views.map(({ name }) => name))('%s has the rows of the view of that name', async (name) => {
  const described = await duckDb.rows(`describe ${name}`);
  const columns = described
    .map((row) => [String(row['column_name']), String(row['column_type'])] as const)
    .filter(([column]) => column !== 'week' && !(column === 'day' && name === 'counted_executions'));
  // What is pending and what is folded are rows of their own there.
  const isSummed = name === 'current_measures';
  const relation = isSummed
    ? `(select ${columns.map(([column]) => (KEY.includes(column) ? column : `sum(${column}) as ${column}`)).join(', ')}
        from current_measures group by ${KEY.join(', ')}) as summed`
    : name;
  const [inFiles, stored] = await rowsOf(relation, columns);
  expect(inFiles).toEqual(stored);
  expect(stored.length).toBeGreaterThan(5);
});
const KEY = ['organization_id', 'day', 'provider', 'model', 'task_type'];

test.each(views.map((view) => [view.name, view.columns] as const))(
  '%s has the columns that Athena is told',
  async (name, columns) => {
    const described = await duckDb.rows(`describe ${name}`);
    expect(described.map((row) => [row['column_name'], row['column_type']])).toEqual(Object.entries(columns));
  },
);

test.each(views.map((view) => [view.name, view.text]))(
  '%s is valid for Athena, by its text',
  (_name, text) => {
    expect(new TrinoSQL().validate(`${text};`)).toEqual([]);
  },
);

test('the parser that says so refuses what Athena does not know', () => {
  expect(new TrinoSQL().validate('select count(*) filter where x from y;')).not.toEqual([]);
  expect(new TrinoSQL().validate("select x::text from y where z ~ 'a';")).not.toEqual([]);
});

test('every column of an archived table is in the files, or told to be about a person', async () => {
  for (const table of tableNames) {
    const { rows } = await database.admin.query<{ name: string }>(
      'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped',
      [table],
    );
    const archived = Object.keys({ ...archivedTables[table], ...folders }).filter(
      (name) => !['week', 'day'].includes(name),
    );
    const personal = personalColumns.filter((each) => each.table === table).map(({ column }) => column);
    expect([...archived, ...personal].toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
    expect(otherColumns.some((each) => each.table === table)).toBe(true);
  }
});
