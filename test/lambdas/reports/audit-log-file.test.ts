import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditEntry, listAuditLog } from '../../../lambdas/reports/audit-log/contract.ts';
import type { Api } from '../../support/api.ts';
import { parseCsv } from '../../support/csv.ts';
import { createOrganization } from '../../support/fixture.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { createDatabaseOfEntries, writeEntries, writeMany } from './audit-entries.ts';
import { reportsApi } from './reports.ts';

const CRAFTED = '=HYPERLINK("http://evil.example"), "a"\nb';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createDatabaseOfEntries();
  api = reportsApi(database.api);
});
afterAll(() => database.drop());

type Query = Readonly<Record<string, string>>;
const newOrganization = () => createOrganization(database, { members: { ada: 'admin' } });
const ask = (query: Query) => api.call({ route: listAuditLog.path, query, subject: 'ada' });
const read = (query: Query) => api.result(listAuditLog, { query, subject: 'ada' });

test('a cursor is of no use with a file, and is refused', async () => {
  const organization = await newOrganization();
  await writeEntries(database, organization, [{}, {}]);
  const { next_cursor: cursor } = await read({ organization_id: organization, limit: '1' });
  const query = { organization_id: organization, format: 'csv', cursor: cursor ?? '' };
  expect(await ask(query)).toMatchObject({ status: 400, text: expect.stringContaining('cursor') });
});

describe('as a file', () => {
  const withMany = async () => {
    const organization = await newOrganization();
    await writeEntries(database, organization, [
      {
        subject: CRAFTED,
        actor: '@sum',
        details: { note: 'a,b' },
        userAgent: '-agent',
        address: '203.0.113.7',
        at: '2026-01-19T10:00:00Z',
      },
      { subject: 'second', action: 'export_data' },
    ]);
    return organization;
  };

  test('NDJSON has what the answer in JSON has', async () => {
    const organization = await withMany();
    const { entries } = await read({ organization_id: organization });
    const { text, headers } = await ask({ organization_id: organization, format: 'ndjson', limit: '1' });
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual(entries);
    expect(headers).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': 'attachment; filename="audit-log-until-2026-01-26.ndjson"',
      'cache-control': 'no-store',
    });
  });

  test('CSV has its columns in this order, and no cell is a formula', async () => {
    const organization = await withMany();
    const query = {
      organization_id: organization,
      format: 'csv',
      start_date: '2026-01-19',
      end_date: '2026-01-19',
    };
    const { text, headers } = await ask(query);
    expect(headers['content-disposition']).toBe('attachment; filename="audit-log-2026-01-19-2026-01-19.csv"');
    expect(parseCsv(text)).toEqual([
      [
        'id',
        'created_at',
        'organization_id',
        'actor',
        'action',
        'resource_type',
        'resource_id',
        'details',
        'address',
        'user_agent',
      ],
      [
        expect.stringMatching(/^\d+$/),
        '2026-01-19T10:00:00.000Z',
        organization,
        "'@sum",
        'member.put',
        'member',
        `'${CRAFTED}`,
        '{"note":"a,b"}',
        '203.0.113.7',
        "'-agent",
      ],
    ]);
  });

  test('is on the log itself', async () => {
    const organization = await withMany();
    await ask({ organization_id: organization, format: 'csv', action: 'member.put' });
    const { entries } = await read({ organization_id: organization, resource_type: 'audit_log' });
    expect(entries).toMatchObject([
      {
        actor: 'ada',
        action: 'export_data',
        resource_id: organization,
        details: { format: 'csv', action: 'member.put', rows: 1 },
      },
    ]);
  });

  test('what takes longer than anybody waits says to ask for less', async () => {
    const organization = await withMany();
    const slow = reportsApi(database.api, undefined, () => Date.parse('2026-01-26T10:00:26Z'));
    const query = { organization_id: organization, format: 'csv' };
    const { status, text } = await slow.call({ route: listAuditLog.path, query, subject: 'ada' });
    expect([status, text]).toEqual([503, expect.stringContaining('fewer days')]);
  });

  test('of more entries than one page of the file has all of them', async () => {
    const organization = await newOrganization();
    await writeMany(database, organization, 10_001);
    const { text } = await ask({ organization_id: organization, format: 'ndjson' });
    const numbers = text
      .trimEnd()
      .split('\n')
      .map((line) => Number(auditEntry.parse(JSON.parse(line)).resource_id));
    expect(numbers).toEqual(Array.from({ length: 10_001 }, (_, place) => 10_001 - place));
  });
});
