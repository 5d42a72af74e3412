import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { putMember } from '../../../lambdas/organizations/contract.ts';
import { exportUserData } from '../../../lambdas/user-data/contract.ts';
import { fileBucket } from '../../../shared/delivery/bucket.ts';
import type { Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { startTestBucket } from '../../support/s3.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { userDataApi } from './user-data.ts';

const exported = z.object({
  organization_id: z.string(),
  exported_at: z.string(),
  account: z
    .object({
      subject: z.string(),
      membership: z.looseObject({ role: z.string() }).nullable(),
      live_connections: z.array(z.looseObject({ connection_id: z.string() })),
      audit_entries: z.array(z.looseObject({ action: z.string() })),
      refused_access: z.array(z.looseObject({})),
    })
    .nullable(),
  users: z.array(
    z.object({
      id: z.string(),
      active_days: z.array(z.string()),
      executions: z.array(
        z.looseObject({
          id: z.string(),
          task_id: z.string(),
          start_time: z.string(),
          routing_decision: z.looseObject({ reasoning: z.string().nullable() }).nullable(),
          flags: z.array(z.looseObject({ kind: z.string(), note: z.string().nullable() })),
        }),
      ),
    }),
  ),
});

let database: TestDatabase;
let api: Api;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = userDataApi(database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.123456789012' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.001' });
});
beforeEach(async () => {
  organizationId = await createOrganization(database, { members: { ann: 'admin', vic: 'viewer' } });
});
afterAll(() => database.drop());

const link = (subject: string, userId: string) =>
  api.result(putMember, {
    path: { id: organizationId, subject },
    subject: 'ann',
    body: { role: subject === 'ann' ? 'admin' : 'viewer', user_id: userId },
  });
const request = (subject: string, userId?: string) => ({
  route: exportUserData.path,
  subject,
  query: { organization_id: organizationId, ...(userId === undefined ? {} : { user_id: userId }) },
});
async function read(subject: string, userId?: string) {
  const { status, text } = await api.call(request(subject, userId));
  if (status !== 200) throw new Error(text);
  return exported.parse(JSON.parse(text));
}

describe('a person who is linked', () => {
  const [first, second] = [randomUUID(), randomUUID()];
  beforeEach(async () => {
    await store(database, organizationId, [
      {
        id: first,
        user_id: 'vic@example.com',
        task_id: 'own-task',
        start_time: '2026-01-20T10:00:00.123456Z',
        end_time: '2026-01-20T10:00:01Z',
        labels: { team: 'search' },
        routing_decision: { chosen_provider: 'fast', routing_strategy: 's', reasoning: 'because' },
      },
      { id: second, user_id: 'vic-2', task_id: 'as-another' },
      { user_id: 'mona', task_id: 'not-of-vic' },
    ]);
    await link('vic', 'vic@example.com');
    await link('vic', 'vic-2');
    await database.admin.query(
      `update execution_flags set status = 'reviewed', note = 'looked at', reviewed_by = 'ann', reviewed_at = now()
       where organization_id = $1 and execution_id = $2`,
      [organizationId, first],
    );
    await database.admin.query(
      `insert into live_connections values ($1, $2, 'vic', now(), now() + interval '1 hour')`,
      [`c-${organizationId}`, organizationId],
    );
  });

  test('gets everything that is stored of them, to the last decimal, and nothing of anybody else', async () => {
    const answer = await api.call(request('vic'));
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="personal-data-2026-01-26.json"',
      'cache-control': 'no-store',
    });
    expect(answer.text).not.toContain('not-of-vic');
    const data = exported.parse(JSON.parse(answer.text));
    const executions = data.users.flatMap((user) => user.executions);
    expect(executions).toHaveLength(2);
    expect(executions.find(({ id }) => id === first)).toMatchObject({
      task_id: 'own-task',
      start_time: '2026-01-20T10:00:00.123456Z',
      actual_cost: '123.456789012000',
      labels: { team: 'search' },
      routing_decision: { chosen_provider: 'fast', reasoning: 'because' },
      flags: [
        { kind: 'cost_over_10x_baseline', note: 'looked at', reviewed_by: 'ann' },
        { kind: 'negative_savings', note: 'looked at' },
        { kind: 'over_review_threshold', note: 'looked at' },
      ],
    });
    expect(executions.find(({ id }) => id === second)).toMatchObject({ task_id: 'as-another' });
    expect(data.users.flatMap((user) => user.active_days)).toEqual(['2026-01-20', '2026-01-20']);
    expect(data.account).toMatchObject({
      subject: 'vic',
      membership: { role: 'viewer', created_by: 'test' },
      live_connections: [{ connection_id: `c-${organizationId}` }],
      audit_entries: [],
    });
  });

  test('is on the audit log with an export that does not say whose it was, which the next one contains', async () => {
    await read('vic');
    const { account } = await read('vic');
    expect(account?.audit_entries).toMatchObject([
      { action: 'export_data', resource_type: 'user_data', subject: organizationId, details: { own: true } },
    ]);
    await read('ann', 'vic@example.com');
    const { rows } = await database.admin.query(
      "select actor, details from audit_log where organization_id = $1 and action = 'export_data' order by id",
      [organizationId],
    );
    expect(rows.at(-1)).toEqual({ actor: 'ann', details: { own: false } });
  });

  test('is what an admin gets who names one of the external ids: of that one', async () => {
    const data = await read('ann', 'vic-2');
    expect(data.users.map((user) => user.executions.map(({ id }) => id))).toEqual([[second]]);
    expect(data.account?.subject).toBe('vic');
  });

  test('stays private to a viewer, and to the admins of other organizations with the same person', async () => {
    expect(await api.problem(exportUserData, request('vic', 'mona'))).toMatchObject({ status: 403 });
    const other = await createOrganization(database, { members: { otto: 'admin' } });
    const elsewhere = { subject: 'otto', query: { organization_id: other, user_id: 'vic@example.com' } };
    expect(await api.problem(exportUserData, elsewhere)).toMatchObject({
      status: 404,
      errors: [{ parameter: 'user_id' }],
    });
  });
});

test('a caller whom nobody has linked is told how', async () => {
  const problem = await api.problem(exportUserData, request('vic'));
  expect(problem).toMatchObject({ status: 409 });
  expect(problem.detail).toContain('PUT /api/v1/organizations/{id}/members/{subject}');
});

test('somebody who does not sign in has no account, and somebody without executions no users', async () => {
  await store(database, organizationId, [{ user_id: 'mona' }]);
  expect(await read('ann', 'mona')).toMatchObject({ account: null, users: [{ executions: [{}] }] });
  await link('vic', 'idle');
  expect(await read('vic')).toMatchObject({ account: { subject: 'vic' }, users: [] });
});

test('what is too large for an answer goes through the bucket, page by page, each execution once', async () => {
  const bucket = await startTestBucket();
  const through = userDataApi(database.api, fileBucket(bucket.client, bucket.name));
  await store(
    database,
    organizationId,
    Array.from({ length: 3_100 }, (_, index) => ({
      user_id: 'mona',
      // Several at one instant, across the ends of pages.
      start_time: new Date(Date.parse('2026-01-05T00:00:00Z') + Math.floor(index / 7) * 60_000).toISOString(),
      labels: { note: 'x'.repeat(100), other: 'y'.repeat(100) },
    })),
  );
  const answer = await through.call(request('ann', 'mona'));
  expect(answer).toMatchObject({ status: 303, text: '' });
  const data = exported.parse(await (await fetch(String(answer.headers['location']))).json());
  const executions = data.users.flatMap((user) => user.executions);
  expect(executions).toHaveLength(3_100);
  expect(new Set(executions.map(({ id }) => id)).size).toBe(3_100);
  const times = executions.map(({ start_time: time }) => time);
  expect(times).toEqual(times.toSorted());
  const { Contents = [] } = await bucket.client.send(new ListObjectsV2Command({ Bucket: bucket.name }));
  expect(Contents.map(({ Key }) => Key?.split('/')[0])).toEqual([organizationId]);
  await bucket.stop();
});

test('what takes too long says so, and leaves no entry', async () => {
  await store(database, organizationId, [{ user_id: 'mona' }]);
  let time = Date.parse('2026-01-26T10:00:00Z');
  const slow = userDataApi(database.api, undefined, () => (time += 26_000));
  expect(await slow.problem(exportUserData, request('ann', 'mona'))).toMatchObject({ status: 503 });
  const { rows } = await database.admin.query('select from audit_log where organization_id = $1', [
    organizationId,
  ]);
  expect(rows).toEqual([]);
});
