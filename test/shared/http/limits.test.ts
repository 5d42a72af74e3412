import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as z from 'zod';
import { whatIf } from '../../../lambdas/analytics/what-if/contract.ts';
import { exportExecutions } from '../../../lambdas/reports/executions-export/contract.ts';
import { executiveSummary } from '../../../lambdas/reports/executive-summary/contract.ts';
import type { Database } from '../../../shared/database/database.ts';
import { takePlace, type Limits } from '../../../shared/http/limits.ts';
import { operation } from '../../../shared/http/operation.ts';
import { route } from '../../../shared/http/route.ts';
import { organizationId } from '../../../shared/http/schemas.ts';
import { asCaller, asMember } from '../../../shared/http/tenancy.ts';
import { wholeApi } from '../../attacks/support/api.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const LIMITS: Limits = {
  requests: { person: 3, organization: 4 },
  requests_per_minute: { person: 1_000, organization: 1_000 },
  what_ifs: { person: 1, organization: 2 },
  exports: { person: 1, organization: 2 },
};

const common = { operationId: 'x', summary: 'x', tag: 'x', method: 'GET', status: 200 } as const;
const query = z.strictObject({ organization_id: organizationId });
const read = route({ ...common, path: '/api/v1/read', query, result: z.object({}) });
const attempt = route({ ...common, path: '/api/v1/try', query, result: z.object({}) });
const mine = route({ ...common, path: '/api/v1/mine', result: z.object({}) });

let database: TestDatabase;
let connections: Database;
let api: Api;
let organization: string;
let other: string;
/** Requests wait here until they are let go, each with its transaction open. */
let open: (() => void)[] = [];

/** The place where requests wait: it has been reached once `arrived` resolves. */
let arrived: (() => void) | undefined;
function hold(): Promise<void> {
  return new Promise((resolve) => {
    open.push(resolve);
    arrived?.();
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  connections = database.connectAs('payback_api', { connections: 20 });
  const members = { ann: 'viewer', ben: 'viewer', cleo: 'viewer' } as const;
  organization = await createOrganization(database, { members });
  other = await createOrganization(database, { members });
  api = apiOf(
    () => ({
      read: operation(read, ({ query: asked, caller }) =>
        asMember(connections, caller, asked.organization_id, async () => {
          await hold();
          return {};
        }),
      ),
      try: operation(attempt, ({ query: asked, caller }) =>
        asMember(connections, caller, asked.organization_id, async (transaction) => {
          await takePlace(transaction, 'what_ifs', asked.organization_id);
          await hold();
          return {};
        }),
      ),
      mine: operation(mine, ({ caller }) => asCaller(connections, caller, () => Promise.resolve({}))),
    }),
    connections,
  );
});
beforeEach(() => {
  process.env['REQUEST_LIMITS'] = JSON.stringify(LIMITS);
});
afterEach(() => {
  delete process.env['REQUEST_LIMITS'];
});
afterAll(async () => {
  await connections.end();
  await database.drop();
});

const ask = (path: string, subject: string, id = organization) =>
  api.call({ route: path, subject, query: { organization_id: id } });

/** Starts requests that stay; resolves once they are at it. */
async function staying(count: number, path: string, subject: string, id?: string) {
  const all: Promise<{ readonly status: number }>[] = [];
  for (let number = 0; number < count; number++) {
    const here = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    all.push(ask(path, subject, id));
    await here;
  }
  arrived = undefined;
  return {
    async leave() {
      for (const letGo of open.splice(0)) letGo();
      return (await Promise.all(all)).map(({ status }) => status);
    },
  };
}

test('a person has so many requests at once, in all organizations together, and others theirs', async () => {
  const running = await staying(2, read.path, 'ann');
  const elsewhere = await staying(1, read.path, 'ann', other);
  for (const refused of [await ask(read.path, 'ann'), await api.call({ route: mine.path, subject: 'ann' })]) {
    expect(refused).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1', 'content-type': 'application/problem+json' },
      body: {
        type: 'urn:payback:problem:too-many-requests',
        detail: 'You have 3 requests running, which is the limit; try again when one of them is done.',
      },
    });
  }
  expect(await api.call({ route: mine.path, subject: 'ben' })).toMatchObject({ status: 200 });
  expect([...(await running.leave()), ...(await elsewhere.leave())]).toEqual([200, 200, 200]);
  expect(await api.call({ route: mine.path, subject: 'ann' })).toMatchObject({ status: 200 });
});

test('an organization has so many requests at once, whoever asks, and another its own', async () => {
  const first = await staying(2, read.path, 'ann');
  const second = await staying(2, read.path, 'ben');
  expect(await ask(read.path, 'cleo')).toMatchObject({
    status: 429,
    body: {
      detail:
        'The organization has 4 requests running, which is the limit; try again when one of them is done.',
    },
  });
  // Who is no member is not told how busy it is.
  expect(await ask(read.path, 'dan')).toMatchObject({ status: 404 });
  const third = await staying(1, read.path, 'cleo', other);
  await first.leave();
  expect(await second.leave()).toEqual([200, 200]);
  expect(await third.leave()).toEqual([200]);
});

test('what takes long has limits of its own, of a person and of an organization', async () => {
  const running = await staying(1, attempt.path, 'ann');
  expect(await ask(attempt.path, 'ann')).toMatchObject({
    status: 429,
    headers: { 'retry-after': '2' },
    body: { detail: expect.stringMatching(/^You have 1 what-ifs running/) },
  });
  const second = await staying(1, attempt.path, 'ben');
  expect(await ask(attempt.path, 'cleo')).toMatchObject({
    status: 429,
    body: { detail: expect.stringMatching(/^The organization has 2 what-ifs running/) },
  });
  expect(await (await staying(1, attempt.path, 'cleo', other)).leave()).toEqual([200]);
  expect(await Promise.all([running.leave(), second.leave()])).toEqual([[200], [200]]);
});

test('of a dozen at once exactly as many as there are places run, and each place is free again', async () => {
  process.env['REQUEST_LIMITS'] = JSON.stringify({ ...LIMITS, requests: { person: 20, organization: 20 } });
  for (const round of [1, 2, 3]) {
    const subjects = Array.from({ length: 4 }, () => ['ann', 'ben', 'cleo']).flat();
    let over = 0;
    const all = subjects.map(async (subject) => {
      const { status } = await ask(attempt.path, subject);
      over++;
      return status;
    });
    // Whoever has a place stays until all others have been refused.
    await eventually(() => (over === subjects.length - 2 && open.length === 2) || undefined);
    for (const letGo of open.splice(0)) letGo();
    const statuses = await Promise.all(all);
    expect({ round, statuses: statuses.toSorted((left, right) => left - right) }).toEqual({
      round,
      statuses: [200, 200, ...Array.from({ length: 10 }, () => 429)],
    });
  }
});

test.each([
  ['what-ifs', whatIf, { provider: 'slow' }, 'what_ifs'],
  ['exports', exportExecutions, { format: 'csv' }, 'exports'],
  ['executive summaries as files', executiveSummary, { format: 'csv' }, 'exports'],
] as const)('%s are counted', async (_, { path }, more, kind) => {
  const whole = wholeApi(connections);
  const call = () =>
    whole.call({ route: path, subject: 'ann', query: { organization_id: organization, ...more } });
  expect(await call()).toMatchObject({ status: 200 });
  await connections.transaction(async (transaction) => {
    await transaction.query(`select take_place('person ${kind} ann', 1)`);
    expect(await call()).toMatchObject({ status: 429 });
  });
  expect(await call()).toMatchObject({ status: 200 });
});

test('without limits there are none', async () => {
  delete process.env['REQUEST_LIMITS'];
  const running = await staying(6, read.path, 'ann');
  expect(await running.leave()).toEqual([200, 200, 200, 200, 200, 200]);
});
