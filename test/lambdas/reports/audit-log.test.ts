import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type * as z from 'zod';
import { auditEntries } from '../../../lambdas/reports/audit-log/audit-log.statement.ts';
import { type auditEntry, listAuditLog } from '../../../lambdas/reports/audit-log/contract.ts';
import type { Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { createDatabaseOfEntries, writeEntries, writeMany } from './audit-entries.ts';
import { reportsApi } from './reports.ts';

type Entry = z.output<typeof auditEntry>;
const operator = { subject: 'olga', operator: true } as const;

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createDatabaseOfEntries();
  api = reportsApi(database.api);
});
afterAll(() => database.drop());

const newOrganization = (timeZone = 'UTC') =>
  createOrganization(database, { timeZone, members: { ada: 'admin', vera: 'viewer' } });

type Query = Readonly<Record<string, string>>;
const ask = (query: Query, who: object = { subject: 'ada' }) =>
  api.call({ route: listAuditLog.path, query, ...who });
const read = (query: Query, who: object = { subject: 'ada' }) => api.result(listAuditLog, { query, ...who });
const subjectsOf = (entries: readonly Entry[]) => entries.map((entry) => entry.resource_id);

test('an entry says who did what to what, when, and from where', async () => {
  const organization = await newOrganization();
  await writeEntries(database, organization, [
    {
      subject: 'eve',
      details: { role: 'admin' },
      at: '2026-01-20T10:00:00.123456Z',
      address: '2001:db8::7',
      userAgent: 'curl/8',
    },
  ]);
  const { entries, next_cursor: next } = await read({ organization_id: organization });
  expect(next).toBeNull();
  expect(entries).toEqual([
    {
      id: expect.any(Number),
      created_at: '2026-01-20T10:00:00.123Z',
      organization_id: organization,
      actor: 'ada',
      action: 'member.put',
      resource_type: 'member',
      resource_id: 'eve',
      details: { role: 'admin' },
      address: '2001:db8::7',
      user_agent: 'curl/8',
    },
  ]);
});

test('page by page each entry comes once, newest first, also those of one microsecond', async () => {
  const organization = await newOrganization();
  const other = await newOrganization();
  const times = ['2026-01-20T10:00:00.000001Z', '2026-01-20T10:00:00.000002Z', '2026-01-20T10:00:00.000003Z'];
  const entry = fc.constantFrom(...times);
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      async (at, limit) => {
        const actor = `actor-${Math.random()}`;
        await writeEntries(
          database,
          organization,
          at.map((each, place) => ({ actor, at: each, subject: `${place}` })),
        );
        await writeEntries(database, other, [{ actor, subject: 'foreign' }]);
        const all: string[] = [];
        let cursor: string | null = null;
        do {
          const query = {
            organization_id: organization,
            actor,
            limit: `${limit}`,
            ...(cursor === null ? {} : { cursor }),
          };
          const page: { entries: Entry[]; next_cursor: string | null } = await read(query);
          expect(page.entries.length).toBeLessThanOrEqual(limit);
          all.push(...subjectsOf(page.entries));
          cursor = page.next_cursor;
        } while (cursor !== null);
        // Written later, shown first, where the instant is the same.
        const expected = at
          .map((time, place) => ({ time, place }))
          .sort((a, b) => b.time.localeCompare(a.time) || b.place - a.place);
        expect(all).toEqual(expected.map(({ place }) => `${place}`));
      },
    ),
    { numRuns: 25 },
  );
});

test.each([
  [{ actor: 'ada' }, ['a', 'c']],
  [{ action: 'export_data' }, ['c']],
  [{ resource_type: 'member' }, ['a', 'b']],
  [{ resource_type: 'member', actor: 'bob' }, ['b']],
  [{ actor: 'nobody' }, []],
  [{ changes: 'true' }, ['a', 'b', 'e']],
  [{ changes: 'false' }, ['c', 'd']],
  [{ changes: 'true', actor: 'bob' }, ['b']],
])('%j narrows it', async (filter: Query, expected) => {
  const organization = await newOrganization();
  await writeEntries(database, organization, [
    { subject: 'a' },
    { subject: 'b', actor: 'bob' },
    { subject: 'c', action: 'export_data' },
    { subject: 'd', actor: 'cy', action: 'view_analytics' },
    { subject: 'e', actor: 'cy', action: 'delete_data' },
  ]);
  const { entries } = await read({ organization_id: organization, ...filter });
  expect(subjectsOf(entries).sort()).toEqual(expected);
});

test('days are the organization’s, both included', async () => {
  const organization = await newOrganization('America/New_York');
  await writeEntries(database, organization, [
    { subject: 'before', at: '2026-01-20T04:59:59.999999Z' },
    { subject: 'first', at: '2026-01-20T05:00:00Z' },
    { subject: 'last', at: '2026-01-22T04:59:59.999999Z' },
    { subject: 'after', at: '2026-01-22T05:00:00Z' },
  ]);
  const of = async (query: Query) =>
    subjectsOf((await read({ organization_id: organization, ...query })).entries);
  expect(await of({ start_date: '2026-01-20', end_date: '2026-01-21' })).toEqual(['last', 'first']);
  expect(await of({ start_date: '2026-01-22' })).toEqual(['after']);
  expect(await of({ end_date: '2026-01-19' })).toEqual(['before']);
  // A timestamp is the day that it is on.
  expect(await of({ start_date: '2026-01-20T06:00:00Z', end_date: '2026-01-20T06:00:00Z' })).toEqual([
    'first',
  ]);
});

describe('who may see it', () => {
  test('an operator sees an organization’s and, without one, what concerns none', async () => {
    const organization = await newOrganization();
    await writeEntries(database, organization, [{ subject: 'own' }]);
    await writeEntries(database, null, [{ subject: 'of all', actor: 'only-here' }]);
    expect(subjectsOf((await read({ organization_id: organization }, operator)).entries)).toEqual(['own']);
    expect(subjectsOf((await read({ actor: 'only-here' }, operator)).entries)).toEqual(['of all']);
    expect(subjectsOf((await read({ organization_id: organization, actor: 'only-here' })).entries)).toEqual(
      [],
    );
  });

  test.each(['json', 'csv', 'ndjson'])('nobody else, as %s', async (format) => {
    const organization = await newOrganization();
    const statuses = await Promise.all(
      [{ subject: 'vera' }, { subject: 'outsider' }, { subject: null }].map(async (who) => {
        const { status } = await ask({ organization_id: organization, format }, who);
        return status;
      }),
    );
    expect(statuses).toEqual([403, 404, 401]);
    expect(await ask({ format })).toMatchObject({
      status: 403,
      text: expect.stringContaining('organization_id'),
    });
  });
});

test.each([
  [{ start_date: '2026-01-21', end_date: '2026-01-20' }, 'start_date'],
  [{ action: 'Member.put' }, 'action'],
  [{ resource_type: 'a.b' }, 'resource_type'],
  [{ actor: '' }, 'actor'],
  [{ format: 'xml' }, 'format'],
  [{ limit: '201' }, 'limit'],
  [{ cursor: 'abc' }, 'cursor'],
  [{ who: 'ada' }, 'who'],
])('%j is refused', async (query: Query, parameter) => {
  const organization = await newOrganization();
  const { status, text } = await ask({ organization_id: organization, ...query });
  expect([status, text]).toEqual([400, expect.stringContaining(parameter)]);
});

test('a page is read by the index, without sorting all that there is', async () => {
  const organizationId = await newOrganization();
  await writeMany(database, organizationId, 5000);
  await database.admin.query('analyze audit_log');
  const nothing = { start: null, end: null, actor: null, action: null, changes: null, resourceType: null };
  const after = { afterTime: '2026-01-20T10:00:00Z', afterId: 7 };
  const values = auditEntries.values({ organizationId, timeZone: 'UTC', ...nothing, ...after, limit: 51 });
  const { rows } = await database.admin.query(`explain ${auditEntries.text}`, values);
  const plan = JSON.stringify(rows);
  expect(plan).toContain('audit_log_newest_first');
  expect(plan).not.toContain('Sort');
});
