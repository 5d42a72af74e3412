import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { savingsSummary } from '../../../lambdas/analytics/savings-summary/contract.ts';
import { exportExecutions } from '../../../lambdas/reports/executions-export/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { insertMany } from '../../support/bulk.ts';
import { parseCsv } from '../../support/csv.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { sum } from '../../support/picodollars.ts';
import { SENDER } from '../../support/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { reportsApi } from './reports.ts';

const line = z.looseObject({
  day: z.string(),
  provider: z.string(),
  success: z.boolean(),
  tokens_used: z.int(),
  actual_cost: z.string().nullable(),
  baseline_cost: z.string().nullable(),
  savings: z.string().nullable(),
});

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = reportsApi(database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000000000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000012345679' });
  await createPrice(database, { provider: 'dear', costPerUnit: '0.000099999999' });
});
afterAll(() => database.drop());

const ask = (query: Record<string, string>) => api.call({ route: exportExecutions.path, query });

async function ndjson(query: Record<string, string>) {
  const { text } = await ask({ ...query, format: 'ndjson' });
  return text
    .split('\n')
    .slice(0, -1)
    .map((each) => line.parse(JSON.parse(each)));
}

async function csv(query: Record<string, string>) {
  const [header = [], ...records] = parseCsv((await ask(query)).text);
  return records.map((record) => Object.fromEntries(record.map((cell, at) => [header[at], cell])));
}

describe('one execution', () => {
  const id = randomUUID();
  let organization: string;
  beforeAll(async () => {
    organization = await createOrganization(database, { timeZone: 'America/New_York' });
    await database.admin.query('update organizations set keep_error_messages = true where id = $1', [
      organization,
    ]);
    await store(database, organization, [
      {
        id,
        task_id: '-2+3',
        provider: 'dear',
        task_type: '-x',
        model: '@cf/m',
        start_time: '2026-01-20T03:00:00.123Z',
        end_time: '2026-01-20T03:00:02Z',
        tokens_used: 3,
        input_tokens: 2,
        output_tokens: 1,
        error_message: '=cmd|"/c calc"!A1, "quoted"\nüber',
      },
    ]);
  });

  test('is a CSV record with these columns in this order', async () => {
    const { text, headers } = await ask({ organization_id: organization });
    const [header, record, ...rest] = parseCsv(text);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="executions-2026-01-01-2026-01-26.csv"',
      'cache-control': 'no-store',
    });
    expect(rest).toEqual([]);
    expect(header?.join()).toBe(
      'day,id,task_id,user_id,provider,model,task_type,start_time,end_time,duration_ms,success,error_message,' +
        'task_description,tokens_used,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,' +
        'compute_units,actual_cost,baseline_cost,savings,currency,unpriced_reason,baseline_provider,baseline_model,' +
        'unpriced_detail,baseline_rule,price_basis,requests,cache_write_1h_tokens,reasoning_tokens,audio_input_tokens,' +
        'audio_output_tokens,image_input_tokens,web_searches,unknown_usage,per_request,service_tier,speed,' +
        'inference_geo,cache_hit,request_id,session_id,attempt,requested_model,labels,router_cost,quality,' +
        'provider_cost,provider_cost_currency,message_baseline_provider,message_baseline_model,notes,' +
        'producer,connection_id,import_id',
    );
    expect(record).toEqual([
      '2026-01-19',
      id,
      "'-2+3",
      // Whose it is: not told unless the organization says so.
      '',
      'dear',
      "'@cf/m",
      "'-x",
      '2026-01-20T03:00:00.123000Z',
      '2026-01-20T03:00:02.000000Z',
      '1877',
      'true',
      '\'=cmd|"/c calc"!A1, "quoted"\nüber',
      '',
      '3',
      '2',
      // Not reported, so not known: not 0.
      '',
      '',
      '1',
      '',
      '0.000299999997',
      '0.000037037037',
      // A number, not text: nothing comes before its sign.
      '-0.000262962960',
      'USD',
      '',
      'slow',
      '',
      '',
      'organization',
      'any_model',
      '1',
      ...Array<string>(24).fill(''),
      SENDER,
      '',
      '',
    ]);
  });

  test('is a line of JSON with exact decimals in strings, and the text as it was sent', async () => {
    const { text, headers } = await ask({ organization_id: organization, format: 'ndjson' });
    expect(headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    expect(text.endsWith('}\n')).toBe(true);
    expect(JSON.parse(text)).toMatchObject({
      id,
      task_id: '-2+3',
      model: '@cf/m',
      success: true,
      duration_ms: 1877,
      tokens_used: 3,
      compute_units: null,
      savings: '-0.000262962960',
      error_message: '=cmd|"/c calc"!A1, "quoted"\nüber',
    });
  });

  test('is of the reporting day, in the time zone of the organization', async () => {
    const on = (day: string) => ndjson({ organization_id: organization, start_date: day, end_date: day });
    expect(await on('2026-01-19')).toHaveLength(1);
    expect(await on('2026-01-20')).toHaveLength(0);
  });
});

test.each<[Record<string, string>, number]>([
  [{}, 4],
  [{ provider: 'slow' }, 1],
  [{ task_type: 'debugging' }, 1],
  [{ success: 'false' }, 1],
  [{ unpriced: 'true' }, 1],
  [{ unpriced: 'false', success: 'true' }, 2],
  [{ flag: 'negative_savings' }, 1],
  [{ model: 'm' }, 1],
  [{ start_date: '2026-01-21' }, 0],
])('the filter %j leaves %i', async (filter, left) => {
  const organization = await createOrganization(database);
  await store(database, organization, [
    { provider: 'slow', task_type: 'debugging' },
    { provider: 'fast', success: false },
    { provider: 'dear', model: 'm' },
    { provider: 'unheard_of' },
  ]);
  expect(await csv({ organization_id: organization, ...filter })).toHaveLength(left);
});

test('the rows of random executions add up to the figures of the API, to the last decimal', async () => {
  const analytics = apiOf(analyticsOperations, database.api);
  const execution = fc.record({
    provider: fc.constantFrom('fast', 'slow', 'dear', 'unheard_of'),
    tokens_used: fc.nat(10_000_000),
    success: fc.boolean(),
    start_time: fc
      .integer({ min: Date.parse('2026-01-10T00:00:00Z'), max: Date.parse('2026-01-26T09:59:59Z') })
      .map((time) => new Date(time).toISOString()),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(execution, { minLength: 1, maxLength: 40 }),
      fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/Los_Angeles'),
      async (executions, timeZone) => {
        const organization = await createOrganization(database, { timeZone });
        await store(database, organization, executions);
        const query = { organization_id: organization, start_date: '2026-01-12', end_date: '2026-01-24' };
        const { exact, coverage, tasks } = await analytics.result(savingsSummary, { query });
        const lines = await ndjson(query);
        const compared = lines.filter((row) => row.savings !== null);
        const costOf = (rows: typeof lines) => sum(rows.map((row) => row.actual_cost));
        expect(lines).toHaveLength(tasks);
        expect(lines.filter((row) => row.actual_cost && row.baseline_cost)).toHaveLength(coverage.priced);
        expect(sum(lines.map((row) => row.savings))).toBe(sum([exact.total_savings]));
        expect(costOf(compared)).toBe(sum([exact.total_cost]));
        expect(sum(compared.map((row) => row.baseline_cost))).toBe(sum([exact.baseline_cost]));
        expect(costOf(lines.filter((row) => !row.success))).toBe(sum([exact.failed_cost]));
        const uncompared = lines.filter((row) => row.success && row.savings === null);
        expect(costOf(uncompared)).toBe(sum([exact.uncompared_cost]));
        const cells = await csv(query);
        expect(sum(cells.map((cell) => cell['savings'] ?? ''))).toBe(sum([exact.total_savings]));
      },
    ),
    { numRuns: 15 },
  );
});

test('pages neither skip nor repeat executions that start at the same instant', async () => {
  const organization = await createOrganization(database);
  await insertMany(database, organization, { count: 10_001 });
  const cells = await csv({ organization_id: organization, end_date: '2026-01-20' });
  expect(new Set(cells.map((cell) => cell['id'])).size).toBe(10_001);
  expect(cells).toHaveLength(10_001);
});

test('notes are JSON in a text, as labels are, in both formats', async () => {
  const organization = await createOrganization(database);
  const labels = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`key-${index}`, 'a, "b"']));
  await store(database, organization, [{ labels, provider: 'slow' }]);
  const note = expect.stringMatching(/^data\.labels: cut to \d+$/);
  const [cells] = await csv({ organization_id: organization });
  expect(JSON.parse(cells?.['notes'] ?? '')).toEqual([note]);
  const { text } = await ask({ organization_id: organization, format: 'ndjson' });
  expect(JSON.parse(String(JSON.parse(text).notes))).toEqual([note]);
});

test('is on the audit log: who, what range, which filters, how many rows', async () => {
  const organization = await createOrganization(database);
  await store(database, organization, [{}, { provider: 'slow' }]);
  await ask({ organization_id: organization, provider: 'slow' });
  const { rows } = await database.admin.query(
    'select actor, action, resource_type, subject, details from audit_log where organization_id = $1',
    [organization],
  );
  expect(rows).toEqual([
    {
      actor: 'alice',
      action: 'export_data',
      resource_type: 'executions',
      subject: organization,
      details: {
        format: 'csv',
        provider: 'slow',
        of_one_person: false,
        start_date: '2026-01-01',
        end_date: '2026-01-26',
        rows: 1,
      },
    },
  ]);
});

test('what is not a format or a filter is refused by its name', async () => {
  const organization = await createOrganization(database);
  const { errors } = await api.problem(exportExecutions, {
    query: { organization_id: organization, format: 'xml', limit: '5' },
  });
  expect(errors?.map((error) => error.parameter)).toEqual(['format', 'limit']);
});
