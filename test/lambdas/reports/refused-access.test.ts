import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listRefusedAccess } from '../../../lambdas/reports/audit-log/contract.ts';
import type { Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { reportsApi } from './reports.ts';

interface Refused {
  readonly day: string;
  readonly actor: string;
  readonly operation: string;
  readonly refusals?: string;
}

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = reportsApi(database.api);
});
afterAll(() => database.drop());

const newOrganization = () => createOrganization(database, { members: { ada: 'admin', vera: 'viewer' } });
const operator = { subject: 'olga', operator: true } as const;

async function refuse(organizationId: string | null, rows: readonly Refused[]): Promise<void> {
  for (const { day, actor, operation, refusals = '1' } of rows) {
    await database.admin.query(
      `insert into refused_access (day, subject, operation, organization_id, refusals, first_at, last_at)
       values ($1, $2, $3, $4, $5, $1::date + interval '9 hours', $1::date + interval '10 hours')`,
      [day, actor, operation, organizationId, refusals],
    );
  }
}

const read = (query: Readonly<Record<string, string>>, who: object = { subject: 'ada' }) =>
  api.result(listRefusedAccess, { query, ...who });

test('says who was refused what, how often, and when', async () => {
  const organization = await newOrganization();
  const row = { day: '2026-01-20', actor: 'mallory', operation: 'getSavingsSummary' };
  await refuse(organization, [{ ...row, refusals: '3000000000' }]);
  expect(await read({ organization_id: organization })).toEqual({
    // More than a number of 32 bits: as many as there is room for.
    refused: [
      {
        ...row,
        refusals: 2147483647,
        first_at: '2026-01-20T09:00:00.000Z',
        last_at: '2026-01-20T10:00:00.000Z',
      },
    ],
    next_cursor: null,
  });
});

test('page by page each row comes once, newest days first', async () => {
  const row = fc.record({
    day: fc.constantFrom('2026-01-19', '2026-01-20', '2026-01-21'),
    actor: fc.constantFrom('a', 'b', 'c'),
    operation: fc.constantFrom('x', 'y'),
  });
  const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 12, selector: (each) => JSON.stringify(each) });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 5 }), async (given, limit) => {
      const organization = await newOrganization();
      await refuse(organization, given);
      const all: string[] = [];
      let cursor: string | null = null;
      do {
        const query = {
          organization_id: organization,
          limit: `${limit}`,
          ...(cursor === null ? {} : { cursor }),
        };
        const page: Awaited<ReturnType<typeof read>> = await read(query);
        all.push(...page.refused.map(({ day, actor, operation }) => `${day} ${actor} ${operation}`));
        cursor = page.next_cursor;
      } while (cursor !== null);
      const expected = given
        .map(({ day, actor, operation }) => ({ day, rest: `${actor} ${operation}` }))
        .sort((a, b) => b.day.localeCompare(a.day) || a.rest.localeCompare(b.rest));
      expect(all).toEqual(expected.map(({ day, rest }) => `${day} ${rest}`));
    }),
    { numRuns: 25 },
  );
});

test('an operator sees those of no organization, an admin those of their own alone', async () => {
  const [own, other] = [await newOrganization(), await newOrganization()];
  await refuse(own, [{ day: '2026-01-20', actor: 'of own', operation: 'x' }]);
  await refuse(other, [{ day: '2026-01-20', actor: 'of other', operation: 'x' }]);
  await refuse(null, [{ day: '2026-01-20', actor: 'of none', operation: 'x' }]);
  const actors = async (...asked: Parameters<typeof read>) =>
    (await read(...asked)).refused.map(({ actor }) => actor);
  expect(await actors({ organization_id: own })).toEqual(['of own']);
  expect(await actors({ organization_id: other }, operator)).toEqual(['of other']);
  expect(await actors({}, operator)).toEqual(['of none']);
});
