import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import type { Database } from '../../../../shared/database/database.ts';
import type { Limits } from '../../../../shared/http/limits.ts';
import { operation } from '../../../../shared/http/operation.ts';
import { route } from '../../../../shared/http/route.ts';
import { organizationId } from '../../../../shared/http/schemas.ts';
import { asCaller, asMember } from '../../../../shared/http/tenancy.ts';
import { apiOf, type Api } from '../../../support/api.ts';
import { createOrganization } from '../../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts';

const MINUTE = Date.parse('2026-01-26T10:00:00Z');

const common = { operationId: 'x', summary: 'x', tag: 'x', method: 'GET', status: 200 } as const;
const query = z.strictObject({ organization_id: organizationId });
const read = route({ ...common, path: '/api/v1/read', query, result: z.object({}) });
const mine = route({ ...common, path: '/api/v1/mine', result: z.object({}) });

let database: TestDatabase;
let organization: string;
let other: string;
beforeAll(async () => {
  // The clock alone stands still: no minute ends within a test.
  jest.useFakeTimers({
    now: MINUTE,
    doNotFake: [
      'setTimeout',
      'clearTimeout',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'nextTick',
      'queueMicrotask',
      'performance',
      'hrtime',
    ],
  });
  database = await createTestDatabase();
});
afterAll(async () => {
  jest.useRealTimers();
  delete process.env['REQUEST_LIMITS'];
  await database.drop();
});
beforeEach(async () => {
  const members = { ann: 'viewer', ben: 'viewer', cleo: 'viewer' } as const;
  organization = await createOrganization(database, { members });
  other = await createOrganization(database, { members });
  await database.admin.query('truncate request_counts');
});

function limited(person: number, ofOrganization: number): void {
  const limits: Limits = {
    requests: { person: 40, organization: 40 },
    requests_per_minute: { person, organization: ofOrganization },
    what_ifs: { person: 1, organization: 1 },
    exports: { person: 1, organization: 1 },
  };
  process.env['REQUEST_LIMITS'] = JSON.stringify(limits);
}

function apiThrough(through: Database): Api {
  return apiOf(
    () => ({
      // Two transactions, as some operations have: one request.
      read: operation(read, async ({ query: asked, caller }) => {
        await asMember(through, caller, asked.organization_id, () => Promise.resolve());
        return asMember(through, caller, asked.organization_id, () => Promise.resolve({}));
      }),
      mine: operation(mine, ({ caller }) => asCaller(through, caller, () => Promise.resolve({}))),
    }),
    through,
  );
}

const ask = async (api: Api, subject: string, organization_id: string, times: number) => {
  const statuses: number[] = [];
  for (let time = 0; time < times; time += 1) {
    statuses.push(
      (await api.call({ method: 'GET', route: read.path, subject, query: { organization_id } })).status,
    );
  }
  return statuses;
};
const refused = (statuses: readonly number[]) => statuses.filter((status) => status === 429).length;

/** Subjects of their own, since the process remembers them from test to test. */
let people = 0;
async function newMember(...organizations: readonly string[]): Promise<string> {
  const subject = `person-${(people += 1)}`;
  for (const each of organizations) {
    await database.admin.query(
      `insert into memberships (organization_id, subject, role, created_by) values ($1, $2, 'viewer', 'test')`,
      [each, subject],
    );
  }
  return subject;
}

test('a person who asks too much is told so, and others are not', async () => {
  limited(5, 1_000);
  const api = apiThrough(database.api);
  const [ann, ben] = [await newMember(organization, other), await newMember(organization)];
  expect(refused(await ask(api, ann, organization, 7))).toBe(2);
  const problem = await api.problem(mine, { subject: ann });
  expect(problem).toMatchObject({
    status: 429,
    detail: expect.stringMatching(
      /^You have made 5 requests in this minute, which is the limit; it is over in \d+ s\.$/,
    ),
  });
  const { headers } = await api.call({ method: 'GET', route: mine.path, subject: ann });
  expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
  expect(refused(await ask(api, ann, other, 1))).toBe(1);
  expect(refused(await ask(api, ben, organization, 5))).toBe(0);
});

test('an organization has a limit of its own, which who is not let in does not use up', async () => {
  limited(1_000, 6);
  const api = apiThrough(database.api);
  const [ann, ben, stranger] = [
    await newMember(organization, other),
    await newMember(organization),
    await newMember(other),
  ];
  expect(await ask(api, stranger, organization, 20)).toEqual(Array(20).fill(404));
  expect(refused(await ask(api, ann, organization, 4))).toBe(0);
  expect(refused(await ask(api, ben, organization, 4))).toBe(2);
  expect(await ask(api, stranger, organization, 1)).toEqual([404]);
  expect(refused(await ask(api, ann, other, 4))).toBe(0);
});

test('functions add up what they count, by the hash of who it is of', async () => {
  limited(8, 1_000);
  const ann = await newMember(organization);
  const { rows: before } = await database.admin.query('select * from request_counts');
  expect(before).toEqual([]);
  await database.api.transaction(async ({ query: run }) => {
    await run('select count_requests($1, $2, 7)', [new Date(MINUTE).toISOString(), `person ${ann}`]);
  });
  expect(refused(await ask(apiThrough(database.api), ann, organization, 4))).toBe(3);
  const { rows } = await database.admin.query(
    'select requests, length(key) as bytes from request_counts order by 1',
  );
  expect(rows).toContainEqual({ requests: 8, bytes: 32 });
});

test('where nobody can count, requests pass', async () => {
  limited(1_000, 1_000);
  const ann = await newMember(organization);
  const away = { ...database.api, aside: () => Promise.reject(new Error('away')) };
  expect(await ask(apiThrough(away), ann, organization, 3)).toEqual([200, 200, 200]);
});

test('counts of minutes that are over go', async () => {
  const count = (minute: string, who: string) =>
    database.api.transaction(({ query: run }) => run('select count_requests($1, $2, 1)', [minute, who]));
  for (const minute of ['10:00:00', '10:00:59.9', '10:01:00', '10:02:00'])
    await count(`2026-01-26 ${minute}Z`, 'ann');
  const { rows } = await database.admin.query('select minute, requests from request_counts order by 1');
  expect(rows).toEqual([
    { minute: new Date('2026-01-26T10:01:00Z'), requests: 1 },
    { minute: new Date('2026-01-26T10:02:00Z'), requests: 1 },
  ]);
});
