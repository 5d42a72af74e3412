import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvRecord, textCell } from '../../../lambdas/reports/csv.ts';
import { exportExecutions } from '../../../lambdas/reports/executions-export/contract.ts';
import { columns, textColumns } from '../../../lambdas/reports/executions-export/exported-row.ts';
import { exported, type ExportedRow } from '../../../lambdas/reports/executions-export/exported.statement.ts';
import type { Api } from '../../support/api.ts';
import { insertMany } from '../../support/bulk.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { reportsApi } from './reports.ts';

const ROWS = 20;
let database: TestDatabase;
let api: Api;
let organization: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = reportsApi(database.api);
  organization = await createOrganization(database);
  await insertMany(database, organization, { count: ROWS });
});
afterAll(() => database.drop());

/** What ends cells, starts formulas or is written with an escape. */
const piece = fc.constantFrom(...Array.from(';,|\t\r\n"\' =+-@＝\u{A0}\\/a1é💶\u{2028}\u{7F}\u{1F}'));
const text = fc.option(fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')));
const json = fc.option(fc.dictionary(fc.constantFrom('team', '=1', 'a"b'), text, { maxKeys: 3 }));
const whole = fc.option(fc.bigInt({ min: 0n, max: 9_007_199_254_740_991n }).map(String));
const decimal = fc.option(
  fc
    .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.nat(12))
    .map(([digits, places]) => `${digits}e-${places}`),
);
const double = fc.option(
  fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(1e-4, 1e-5, 1.5e-6, 1e-7, 1e15, 1e21, -0),
  ),
);

/** Columns that anything may be in, as far as their type goes. */
const values = fc.record({
  task_id: text.map((value) => value ?? ''),
  model: text,
  error_message: text,
  task_description: text,
  unpriced_detail: text,
  producer: text,
  provider_cost_currency: text,
  labels: json,
  unknown_usage: json,
  per_request: json,
  web_searches: whole,
  compute_units: decimal,
  router_cost: decimal,
  quality: double,
  cache_hit: fc.option(fc.boolean()),
  success: fc.boolean(),
  attempt: fc.option(fc.nat(2_147_483_647)),
});

async function put(rows: readonly object[]): Promise<void> {
  await database.admin.query(
    `with given as (
       select * from rows from (
         jsonb_to_recordset($2) as (
           task_id text, model text, error_message text, task_description text, unpriced_detail text, producer text,
           provider_cost_currency text, labels jsonb, unknown_usage jsonb, per_request jsonb, web_searches bigint,
           compute_units numeric, router_cost numeric, quality double precision, cache_hit boolean, success boolean,
           attempt integer)) with ordinality as r),
     numbered as (
       select id, row_number() over (order by id) as ordinality from task_executions where organization_id = $1)
     update task_executions e set
       task_id = g.task_id, model = g.model, error_message = g.error_message, task_description = g.task_description,
       unpriced_detail = g.unpriced_detail, producer = g.producer, provider_cost_currency = g.provider_cost_currency,
       labels = g.labels, unknown_usage = g.unknown_usage, per_request = g.per_request, web_searches = g.web_searches,
       compute_units = g.compute_units, router_cost = g.router_cost, quality = g.quality, cache_hit = g.cache_hit,
       success = g.success, attempt = g.attempt
     from given g join numbered n using (ordinality)
     where e.organization_id = $1 and e.id = n.id`,
    [organization, JSON.stringify(rows)],
  );
}

/** The same rows by another way: each value read, and then written cell by cell. */
const readRows = (): Promise<readonly ExportedRow[]> =>
  database.api.transaction(async (transaction) => {
    await transaction.query(
      "select set_config('app.subject', 'alice', true), set_config('app.organization_id', $1, true)",
      [organization],
    );
    return exported.run(transaction, {
      organizationId: organization,
      start: '2026-01-01',
      end: '2026-01-26',
      timeZone: 'UTC',
      figuresByPerson: false,
      provider: null,
      model: null,
      taskType: null,
      userId: null,
      success: null,
      unpriced: null,
      flag: null,
      voided: null,
      voidId: null,
    });
  });

const linesOf = {
  csv: (row: ExportedRow) =>
    csvRecord(
      columns.map((column) => {
        const cell = row[column];
        return typeof cell === 'string' && textColumns.has(column) ? textCell(cell) : cell;
      }),
    ),
  ndjson: (row: ExportedRow) => `${JSON.stringify(row, [...columns])}\n`,
};

test('whatever is in them, rows that are written as PostgreSQL gives them are those that are read first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(values, { minLength: ROWS, maxLength: ROWS }), async (rows) => {
      await put(rows);
      const read = await readRows();
      expect(read).toHaveLength(ROWS);
      for (const format of ['csv', 'ndjson'] as const) {
        const query = { organization_id: organization, format };
        const { text: file } = await api.call({ route: exportExecutions.path, query });
        const header = format === 'csv' ? csvRecord(columns) : '';
        expect(file).toBe(header + read.map(linesOf[format]).join(''));
      }
    }),
    { numRuns: 25 },
  );
});

test('whole numbers that a number of JavaScript does not hold are exact', async () => {
  const most = (2n ** 63n - 1n).toString();
  await database.admin.query('update task_executions set web_searches = $2 where organization_id = $1', [
    organization,
    most,
  ]);
  const { text: file } = await api.call({
    route: exportExecutions.path,
    query: { organization_id: organization, format: 'csv' },
  });
  expect(file).toContain(`,${most},`);
});
