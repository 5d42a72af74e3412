import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { exportExecutions } from '../../../lambdas/reports/executions-export/contract.ts';
import { columns } from '../../../lambdas/reports/executions-export/exported-row.ts';
import { fileBucket } from '../../../shared/delivery/bucket.ts';
import { openDuckDb, type DuckDb } from '../../../shared/duckdb/duckdb.ts';
import { insertMany } from '../../support/bulk.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { startTestBucket, type TestBucket } from '../../support/s3.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { reportsApi } from './reports.ts';

const line = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
let database: TestDatabase;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let duckDb: DuckDb;
let files = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  directory = await temporaryDirectory();
  duckDb = await openDuckDb(directory.path);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000000000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000012345679' });
});
afterAll(async () => {
  duckDb.close();
  await directory.remove();
  await database.drop();
});

const ask = (organizationId: string, format: string, api = reportsApi(database.api)) =>
  api.call({ route: exportExecutions.path, query: { organization_id: organizationId, format } });

/** @returns a table of DuckDB */
async function tableOf(bytes: Uint8Array): Promise<string> {
  const file = path.join(directory.path, `${(files += 1)}.parquet`);
  await writeFile(file, bytes);
  return `read_parquet('${file}')`;
}

/** A value as both formats have it: instants without a zone, amounts without zeros behind their last decimal. */
function normal(value: string | number | boolean | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  const text = String(value).replace(/^(\d{4}-\d\d-\d\d)T(.*)Z$/, '$1 $2');
  return /^-?\d+\.\d+$|^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+$/.test(text)
    ? text.replace(/0+$/, '').replace(/\.$/, '')
    : text;
}

test('a Parquet file has the columns of the CSV and the values of the lines of JSON, amounts exact', async () => {
  const organization = await createOrganization(database, { timeZone: 'America/New_York' });
  await database.admin.query('update organizations set keep_descriptions = true where id = $1', [
    organization,
  ]);
  await store(database, organization, [
    {
      compute_units: '123456789012.123456789012345678',
      router_cost: '0.000000000000000001',
      labels: { team: 'ü, "x"\n' },
      quality: 0.1,
      start_time: '2026-01-20T03:59:59.123456Z',
      end_time: '2026-01-20T04:00:00Z',
    },
    { provider: 'slow', model: "it's", success: false, tokens_used: 999_999_999_999 },
    { provider: 'unheard of', tokens_used: null, task_description: 'Sort' },
  ]);
  const { bytes, headers, status } = await ask(organization, 'parquet');
  expect([status, headers['content-type']]).toEqual([200, 'application/vnd.apache.parquet']);
  const table = await tableOf(bytes);
  const described = await duckDb.rows(`describe select * from ${table}`);
  expect(described.map((row) => row['column_name'])).toEqual([...columns]);
  const floats = described.filter((row) => row['column_type'] === 'DOUBLE');
  expect(floats.map((row) => row['column_name'])).toEqual(['quality']);
  const rows = await duckDb.rows(
    `select ${columns.map((name) => `cast(${name} as varchar) as ${name}`).join(', ')} from ${table}`,
  );
  const { text } = await ask(organization, 'ndjson');
  const expected = text
    .trim()
    .split('\n')
    .map((each) => line.parse(JSON.parse(each)));
  const written = (row: Readonly<Record<string, string | number | boolean | null>>) =>
    columns.map((name) => [name, normal(row[name])]);
  expect(rows.map(written)).toEqual(expected.map(written));
  expect(rows).toHaveLength(3);
});

test('without executions it is a file of no rows', async () => {
  const { bytes } = await ask(await createOrganization(database), 'parquet');
  const table = await tableOf(bytes);
  expect(await duckDb.rows(`select count(*) as n from ${table}`)).toEqual([{ n: '0' }]);
  expect(await duckDb.rows(`describe select * from ${table}`)).toHaveLength(columns.length);
});

test('a large one is in the bucket, and nothing of it stays on the disk', async () => {
  const bucket: TestBucket = await startTestBucket();
  const organization = await createOrganization(database);
  await insertMany(database, organization, { count: 150_000 });
  const left = async () => (await readdir(os.tmpdir())).filter((name) => name.startsWith('payback-export-'));
  const before = await left();
  const api = reportsApi(database.api, fileBucket(bucket.client, bucket.name));
  const { status, headers } = await ask(organization, 'parquet', api);
  expect(status).toBe(303);
  const answer = await fetch(String(headers['location']));
  const table = await tableOf(Buffer.from(await answer.arrayBuffer()));
  const [sums] = await duckDb.rows(
    `select count(*) as n, cast(sum(actual_cost) as varchar) as cost from ${table}`,
  );
  const { rows } = await database.admin.query<{ n: string; cost: string }>(
    'select count(*)::text as n, sum(actual_cost)::text as cost from counted_executions where organization_id = $1',
    [organization],
  );
  expect(sums).toEqual(rows[0]);
  expect(await left()).toEqual(before);
  await bucket.stop();
});
