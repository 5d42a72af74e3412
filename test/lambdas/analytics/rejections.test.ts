import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { getCoverage } from '../../../lambdas/analytics/coverage/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { listRejections } from '../../../lambdas/analytics/rejections/contract.ts';
import { ingest } from '../../../lambdas/ingest/ingest.ts';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { body, message, NOW } from '../../support/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
let ours: string;
let theirs: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
  ours = await createOrganization(database);
  theirs = await createOrganization(database, { members: { bob: 'viewer' } });
  const wrong = (organization_id: string, fields: object, source = 'router') =>
    message(body({ organization_id, ...fields }, { source }));
  const messages = [
    message(body({ organization_id: ours })),
    ...Array.from({ length: 3 }, () => wrong(ours, { success: 'yes', user_id: 'mona' })),
    wrong(ours, { tokens_used: 1 }),
    wrong(ours, { success: 'yes' }, 'gateway'),
    wrong(theirs, { success: 'yes' }),
    wrong(randomUUID(), {}),
    message('no JSON'),
  ];
  await ingest(messages, {
    database: database.ingest,
    organizationsOf: knownOrganizations(database.ingest, () => NOW),
    allowedSenders: allowedSenders(database.ingest, () => NOW),
    hashes: keyedHashes('test-secret'),
    now: () => NOW,
    onFailure: () => undefined,
  });
  // Rejections are dated by the database's clock, counts by that of ingest.
  await database.admin.query('update ingest_rejections set received_at = $1', [new Date(NOW)]);
});
afterAll(() => database.drop());

const now = new Date(NOW).toISOString();
const list = (query: Readonly<Record<string, string>>, by: object = {}) =>
  api.result(listRejections, { now, ...by, query });

test('what was received adds up, and groups tell what to correct, most rejections first', async () => {
  const answer = await list({ organization_id: ours });
  expect(answer).toMatchObject({
    period: { start: '2026-01-01', end: '2026-01-26' },
    messages: { received: 6, stored: 1, repeated: 0, rejected: 5, rejected_share: 0.8333 },
    ungrouped_rejections: 0,
    next_cursor: null,
  });
  expect(
    answer.groups.map(({ reason, path, source, rejections }) => [reason, path, source, rejections]),
  ).toEqual([
    ['invalid_message', 'data.success', 'router', 3],
    ['impossible_token_split', 'data.tokens_used', 'router', 1],
    ['invalid_message', 'data.success', 'gateway', 1],
  ]);
  expect(answer.groups[0]).toMatchObject({
    detail: 'data.success: must be true or false',
    remedy: expect.stringContaining('Correct the field'),
    first_received_at: now,
  });
  expect(answer.rejections).toHaveLength(5);
  expect(JSON.stringify(answer)).not.toMatch(/mona|github_copilot/);
  const ofSuccess = answer.rejections.find(({ path }) => path === 'data.success');
  expect(ofSuccess).toMatchObject({
    structure: { data: { success: 'string' } },
    body_bytes: expect.any(Number),
  });
});

test('single ones page by page, narrowed by reason, field and source', async () => {
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof list>> = await list({
      organization_id: ours,
      limit: '2',
      ...(cursor === '' ? {} : { cursor }),
    });
    ids.push(...page.rejections.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  expect(new Set(ids).size).toBe(5);
  for (const [query, found] of [
    [{ reason: 'impossible_token_split' }, 1],
    [{ path: 'data.success' }, 4],
    [{ source: 'gateway' }, 1],
    [{ start_date: '2026-01-01', end_date: '2026-01-25' }, 0],
  ] as const) {
    expect((await list({ organization_id: ours, ...query })).rejections).toHaveLength(found);
  }
});

test('each organization sees its own; operators see what named no organization', async () => {
  expect((await list({ organization_id: theirs }, { subject: 'bob' })).rejections).toHaveLength(1);
  const other = { subject: 'bob', query: { organization_id: ours } };
  expect(await api.problem(listRejections, other)).toMatchObject({ status: 404 });
  expect(await api.problem(listRejections, { query: {} })).toMatchObject({
    status: 400,
    errors: [{ parameter: 'organization_id' }],
  });
  const nobody = await list({}, { operator: true, subject: 'olga' });
  expect(nobody.rejections.map(({ reason }) => reason).sort()).toEqual([
    'invalid_json',
    'unknown_organization',
  ]);
  expect(nobody.messages).toMatchObject({ received: 2, rejected: 2 });
});

test('coverage says how many messages did not get in', async () => {
  const answer = await api.result(getCoverage, { now, query: { organization_id: ours } });
  expect(answer.messages).toEqual({
    received: 6,
    stored: 1,
    repeated: 0,
    rejected: 5,
    rejected_share: 0.8333,
  });
  const empty = await createOrganization(database);
  expect(await api.result(getCoverage, { now, query: { organization_id: empty } })).toMatchObject({
    messages: { received: 0, rejected: 0, rejected_share: null },
  });
});
