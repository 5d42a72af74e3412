import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fileBucket, type FileBucket } from '../../../shared/delivery/bucket.ts';
import { exportExecutions } from '../../../lambdas/reports/executions-export/contract.ts';
import type { Database } from '../../../shared/database/database.ts';
import { insertMany } from '../../support/bulk.ts';
import { createOrganization } from '../../support/fixture.ts';
import { startTestBucket, type TestBucket } from '../../support/s3.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { reportsApi } from './reports.ts';

const NOW = Date.parse('2026-01-26T10:00:00Z');
/** 12 MB: two parts. */
const MANY = 50_000;

let database: TestDatabase;
let bucket: TestBucket;
let large: string;

beforeAll(async () => {
  database = await createTestDatabase();
  bucket = await startTestBucket();
  large = await createOrganization(database);
  await insertMany(database, large, { count: MANY });
});
afterAll(async () => {
  await bucket.stop();
  await database.drop();
});

const files = () => fileBucket(bucket.client, bucket.name);
const request = () => ({ route: exportExecutions.path, query: { organization_id: large } });

async function stored(): Promise<string[]> {
  const { Contents = [] } = await bucket.client.send(new ListObjectsV2Command({ Bucket: bucket.name }));
  return Contents.map(({ Key = '' }) => Key);
}

async function audited(): Promise<number> {
  const { rows } = await database.admin.query('select from audit_log where organization_id = $1', [large]);
  return rows.length;
}

test('a file that is too large for an answer is at an address that needs no token', async () => {
  const answer = await reportsApi(database.api, files()).call(request());
  expect(answer).toMatchObject({ status: 303, text: '' });
  const location = new URL(String(answer.headers['location']));
  expect(location.searchParams.get('X-Amz-Expires')).toBe('900');
  expect(location.pathname).toContain(large);

  const file = await fetch(location);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(file.headers.get('content-disposition')).toBe(
    'attachment; filename="executions-2026-01-01-2026-01-26.csv"',
  );
  const lines = (await file.text()).split('\r\n');
  expect(lines).toHaveLength(MANY + 2);
  expect(lines.at(-1)).toBe('');
  expect(new Set(lines).size).toBe(MANY + 2);
  expect(await audited()).toBe(1);
});

test('what is committed after the first page is not in the file: its rows are those of one moment', async () => {
  const organization = await createOrganization(database);
  await insertMany(database, organization, { count: 6_000 });
  let statements = 0;
  const disturbed: Database = {
    ...database.api,
    transaction: (work) =>
      database.api.transaction((transaction) =>
        work({
          ...transaction,
          async texts(text) {
            const result = await transaction.texts(text);
            if (++statements === 1) {
              await insertMany(database, organization, { count: 10, startTime: '2026-01-21T10:00:00Z' });
            }
            return result;
          },
        }),
      ),
  };
  const { text } = await reportsApi(disturbed).call({
    route: exportExecutions.path,
    query: { organization_id: organization },
  });
  // Three full pages, and that there is nothing more.
  expect(statements).toBe(4);
  expect(text.split('\r\n')).toHaveLength(6_000 + 2);
});

test('what takes too long says so, and leaves neither a file nor an entry in the audit log', async () => {
  const before = { stored: await stored(), audited: await audited() };
  let aborted = 0;
  const observed: FileBucket = {
    async begin(file) {
      const upload = await files().begin(file);
      return {
        ...upload,
        abort() {
          aborted += 1;
          return upload.abort();
        },
      };
    },
  };
  // 1.2 seconds a page: the 21st is beyond the limit, when one part is stored.
  let time = NOW - 1_200;
  const api = reportsApi(database.api, observed, () => (time += 1_200) - 0);
  const problem = await api.problem(exportExecutions, { query: { organization_id: large } });
  expect(problem).toMatchObject({ status: 503, type: 'urn:payback:problem:timeout' });
  expect(problem.errors?.map((error) => error.parameter)).toEqual(['start_date', 'end_date']);
  expect(aborted).toBe(1);
  expect({ stored: await stored(), audited: await audited() }).toEqual(before);
});

test('a store that fails is a failed export, without an entry in the audit log', async () => {
  const before = await audited();
  const broken: FileBucket = {
    async begin(file) {
      return { ...(await files().begin(file)), add: () => Promise.reject(new Error('the store is away')) };
    },
  };
  const answer = await reportsApi(database.api, broken).call(request());
  expect(answer).toMatchObject({ status: 500, body: { type: 'urn:payback:problem:internal' } });
  expect(await audited()).toBe(before);
});
