import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { putMember } from '../../../lambdas/organizations/contract.ts';
import {
  eraseUserData,
  exportUserData,
  getErasure,
  listErasures,
} from '../../../lambdas/user-data/contract.ts';
import type { Api } from '../../support/api.ts';
import { breaking } from '../../support/breaking-database.ts';
import { createOrganization, createPrice, store, testHashes } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { textDump } from '../../support/text-dump.ts';
import { userDataApi } from '../user-data/user-data.ts';
import { ask, figures, run, runTwice, startBuckets } from './erasing.ts';

const PERSON = 'zaphod@example.com';
let database: TestDatabase;
let api: Api;
let outside: Awaited<ReturnType<typeof startBuckets>>;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = userDataApi(database.api);
  outside = await startBuckets();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.123456789012' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.001' });
});
beforeEach(async () => {
  organizationId = await createOrganization(database, { members: { alice: 'admin', vera: 'viewer' } });
  await database.admin.query(
    'update organizations set keep_descriptions = true, keep_error_messages = true where id = $1',
    [organizationId],
  );
});
afterAll(async () => {
  await outside.stop();
  await database.drop();
});

const traces = {
  user_id: PERSON,
  task_id: 'zaphod-task',
  task_description: 'zaphod asked for it',
  error_message: 'zaphod failed',
  request_id: 'zaphod-request',
  session_id: 'zaphod-session',
  labels: { developer: 'zaphod', ownerName: 'zaphod', team: 'search' },
  routing_decision: { chosen_provider: 'fast', routing_strategy: 's', reasoning: 'zaphod prefers it' },
};
const fill = async (id = randomUUID()) => {
  await store(database, organizationId, [
    { id, ...traces, success: false },
    { ...traces, start_time: '2026-01-05T10:00:00Z' },
    { ...traces, start_time: '2026-01-13T10:00:00Z' },
    { user_id: 'trillian', task_id: 'of-another', labels: { developer: 'trillian' } },
  ]);
  await database.admin.query(
    `update execution_flags set status = 'reviewed', note = 'ask zaphod', reviewed_by = 'alice', reviewed_at = now()
     where organization_id = $1 and execution_id in (select id from task_executions where task_id = 'zaphod-task')`,
    [organizationId],
  );
  return id;
};
const userIdOf = async (externalId: string) => (await testHashes()).hashUser(organizationId, externalId).id;

async function executionsOf(organization = organizationId) {
  const { rows } = await database.admin.query(
    `select id, user_id, task_id, labels, task_description from task_executions where organization_id = $1 order by start_time, id`,
    [organization],
  );
  return rows;
}

test('afterwards nothing is left of the person, and every figure is what it was', async () => {
  await fill();
  await outside.client.send(
    new PutObjectCommand({ Bucket: outside.files, Key: `${organizationId}/x/export.csv`, Body: 'zaphod' }),
  );
  const before = await figures(database, organizationId);
  const id = await ask(api, organizationId, PERSON);
  expect(await api.result(getErasure, { subject: 'alice', path: { id } })).toMatchObject({
    status: 'running',
    executions: 0,
    finished_at: null,
  });
  const first = await run(database.upkeep, outside.stores);
  expect(first).toMatchObject({ executions: 3, files: 0, finished: 0 });
  expect(first.oldest).toBeGreaterThan(0);
  expect(await run(database.upkeep, outside.stores)).toEqual({
    executions: 0,
    files: 1,
    finished: 1,
    oldest: 0,
  });

  expect(await figures(database, organizationId)).toEqual(before);
  const user = await userIdOf(PERSON);
  for (const [column, text] of await textDump(database)) {
    expect([column, /zaphod/i.test(text)]).toEqual([column, false]);
  }
  const { rows } = await database.admin.query(
    `select (select count(*) from users where id = $1)::integer as users,
       (select count(*) from daily_active_users where user_id = $1)::integer as days,
       (select count(*) from task_executions where user_id = $1)::integer as executions`,
    [user],
  );
  expect(rows).toEqual([{ users: 0, days: 0, executions: 0 }]);
  expect((await executionsOf()).filter(({ task_id: task }) => task === 'of-another')).toMatchObject([
    { user_id: await userIdOf('trillian'), labels: { developer: '[user]' } },
  ]);
  expect((await executionsOf())[0]).toMatchObject({
    task_id: 'erased',
    user_id: null,
    labels: { team: 'search' },
  });
  expect(await api.result(getErasure, { subject: 'alice', path: { id } })).toMatchObject({
    status: 'completed',
    executions: 3,
    finished_at: expect.any(String),
  });
});

test('the same person in another organization is untouched', async () => {
  await fill();
  const first = organizationId;
  organizationId = await createOrganization(database, { members: { alice: 'admin' } });
  await fill();
  const before = await executionsOf();
  await ask(api, first, PERSON);
  await runTwice(database, outside.stores);
  expect(await executionsOf()).toEqual(before);
  const { rows } = await database.admin.query(
    'select count(*)::integer as n from users where organization_id = $1',
    [organizationId],
  );
  expect(rows).toEqual([{ n: 2 }]);
});

test('a label that a rule for baselines is about stays, so that the baseline does', async () => {
  await database.admin.query(
    `insert into organization_baselines (organization_id, provider, effective_date, created_by, rule, label_key, label_value)
     values ($1, 'slow', '2026-01-01', 'test', 'label', 'developer', 'zaphod')`,
    [organizationId],
  );
  await fill();
  await ask(api, organizationId, PERSON);
  await runTwice(database, outside.stores);
  expect((await executionsOf())[0]).toMatchObject({ labels: { developer: 'zaphod', team: 'search' } });
});

test('killed anywhere and run again, it ends as if it had never been killed', async () => {
  for (const afterCommit of [false, true]) {
    for (let at = 1, killed = true; killed; at += 1) {
      organizationId = await createOrganization(database, { members: { alice: 'admin' } });
      await fill();
      const figuresBefore = await figures(database, organizationId);
      const id = await ask(api, organizationId, PERSON);
      killed = await run(breaking(database.upkeep, at, afterCommit), outside.stores).then(
        () => false,
        () => true,
      );
      await runTwice(database, outside.stores);
      expect(await figures(database, organizationId)).toEqual(figuresBefore);
      expect(await api.result(getErasure, { subject: 'alice', path: { id } })).toMatchObject({
        status: 'completed',
        executions: 3,
      });
      expect((await executionsOf()).filter(({ task_id: task }) => task !== 'erased')).toHaveLength(1);
    }
  }
});

test('when its time is up it stops, and the next run goes on', async () => {
  await fill();
  const id = await ask(api, organizationId, PERSON);
  await database.admin.query('update execution_flags set note = null');
  let calls = 0;
  const first = await run(database.upkeep, outside.stores, () => calls++ > 2);
  expect(first).toMatchObject({ executions: 2, finished: 0 });
  await runTwice(database, outside.stores);
  expect(await api.result(getErasure, { subject: 'alice', path: { id } })).toMatchObject({ executions: 3 });
});

describe('asking', () => {
  test('again while it is under way gives the same id, and afterwards another one', async () => {
    await fill();
    const id = await ask(api, organizationId, PERSON);
    expect(await ask(api, organizationId, PERSON)).toBe(id);
    await runTwice(database, outside.stores);
    expect(await ask(api, organizationId, PERSON)).not.toBe(id);
    await runTwice(database, outside.stores);
  });

  test('for somebody unknown says so, a viewer may not name anybody, and it is logged without whom', async () => {
    const query = { organization_id: organizationId, user_id: PERSON };
    const problem = await api.call({ method: 'DELETE', route: '/api/v1/user/data', subject: 'alice', query });
    expect([problem.status, problem.text]).toEqual([404, expect.stringContaining('user_id')]);
    await fill();
    expect(
      await api.call({ method: 'DELETE', route: '/api/v1/user/data', subject: 'vera', query }),
    ).toMatchObject({ status: 403 });
    const id = await ask(api, organizationId, PERSON);
    const { rows } = await database.admin.query(
      "select actor, resource_type, subject, details from audit_log where organization_id = $1 and action = 'delete_data'",
      [organizationId],
    );
    expect(rows).toEqual([
      { actor: 'alice', resource_type: 'user_data', subject: id, details: { own: false } },
    ]);
    await runTwice(database, outside.stores);
  });

  test('how far it is, is told to admins and to whoever asked, and to nobody else', async () => {
    await fill();
    const id = await ask(api, organizationId, PERSON);
    const of = async (subject: string) =>
      (await api.call({ route: getErasure.path, path: { id }, subject })).status;
    expect([await of('alice'), await of('vera'), await of('outsider')]).toEqual([200, 404, 404]);
    await runTwice(database, outside.stores);
  });

  test('they are listed page by page, newest first: all of them to admins, to others their own', async () => {
    await fill();
    await api.result(putMember, {
      subject: 'alice',
      path: { id: organizationId, subject: 'vera' },
      body: { role: 'viewer', user_id: 'trillian' },
    });
    const own = await api.result(eraseUserData, {
      subject: 'vera',
      query: { organization_id: organizationId },
    });
    const ofAdmin = await ask(api, organizationId, PERSON);
    const list = (subject: string, more: object = {}) =>
      api.result(listErasures, { subject, query: { organization_id: organizationId, ...more } });
    const first = await list('alice', { limit: '1' });
    expect(first.erasures).toMatchObject([
      { id: ofAdmin, status: 'running', executions: 0, finished_at: null },
    ]);
    const second = await list('alice', { limit: '1', cursor: first.next_cursor ?? '' });
    expect(second).toMatchObject({ erasures: [{ id: own.id }], next_cursor: null });
    expect((await list('vera')).erasures.map(({ id }) => id)).toEqual([own.id]);
    await runTwice(database, outside.stores);
    expect((await list('vera')).erasures).toMatchObject([{ id: own.id, status: 'completed', executions: 1 }]);
  });

  test('while it is under way an export has nothing any more', async () => {
    await fill();
    await ask(api, organizationId, PERSON);
    const query = { organization_id: organizationId, user_id: PERSON };
    const { status } = await api.call({ route: exportUserData.path, subject: 'alice', query });
    expect(status).toBe(404);
    await runTwice(database, outside.stores);
  });
});
