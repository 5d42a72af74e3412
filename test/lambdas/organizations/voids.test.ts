import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { explainExecution, listExecutions } from '../../../lambdas/analytics/executions/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { savingsSummary } from '../../../lambdas/analytics/savings-summary/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import {
  createVoid,
  getVoid,
  listVoids,
  restoreVoid,
} from '../../../lambdas/organizations/voids/contract.ts';
import type { Database } from '../../../shared/database/database.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { SENDER } from '../../support/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { textDump } from '../../support/text-dump.ts';

const OTHER = 'AROAOTHERSENDER000001';

let database: TestDatabase;
let pricing: Database;
let api: Api;
let organizationId: string;
let ids: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  pricing = database.connectAs('payback_pricing', { connections: 2 });
  api = apiOf(
    (connection) => ({ ...analyticsOperations(connection), ...organizationsOperations(connection) }),
    database.api,
  );
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000003' });
});
afterAll(async () => {
  await pricing.end();
  await database.drop();
});

const ann = { subject: 'ann' };
const vic = { subject: 'vic' };

beforeEach(async () => {
  organizationId = await createOrganization(database, { members: { ann: 'admin', vic: 'viewer' } });
  ids = [randomUUID(), randomUUID(), randomUUID()];
  const [a, b, c] = ids;
  await store(database, organizationId, [{ id: a }, { id: b, start_time: '2026-01-21T10:00:00Z' }]);
  await store(database, organizationId, [{ id: c }], '2026-01-26T10:00:00Z', `${OTHER}:session`);
});

const work = () => recalculate(pricing, { timeIsUp: () => false });
const ask = (body: object) =>
  api.result(createVoid, {
    ...ann,
    body: { organization_id: organizationId, reason: 'wrong model', ...body },
  });
const get = (id: string) =>
  api.result(getVoid, { ...vic, path: { id }, query: { organization_id: organizationId } });
const restore = { method: restoreVoid.method, route: restoreVoid.path };

async function counted(): Promise<string[]> {
  const { executions } = await api.result(listExecutions, {
    ...vic,
    query: { organization_id: organizationId },
  });
  return executions.map(({ id }) => id).sort();
}
async function savings(): Promise<unknown> {
  const query = { organization_id: organizationId, start_date: '2026-01-01', end_date: '2026-01-26' };
  const { total_savings: total } = await api.result(savingsSummary, { ...vic, query });
  return total;
}

const taken = {
  executions: 2,
  exact: { actual_cost: '0.002000000000', savings: '0.004000000000' },
  actual_cost: 0,
  savings: 0,
};

test('what is voided leaves the figures, stays visible with its reason, and can be put back', async () => {
  const all = await counted();
  const before = await savings();
  const asked = await ask({ producer: SENDER });
  expect(asked).toMatchObject({
    status: 'queued',
    producer: SENDER,
    ids_given: null,
    created_by: 'ann',
    restore: null,
  });
  await work();
  const { id } = asked;
  expect(await get(id)).toMatchObject({ status: 'completed', progress: 1, ...taken });
  expect(await counted()).toEqual([ids[2]]);
  expect(await savings()).not.toEqual(before);

  const [voided = ''] = ids;
  const query = { organization_id: organizationId };
  expect(await api.result(explainExecution, { ...vic, path: { id: voided }, query })).toMatchObject({
    producer: SENDER,
    exact: { actual_cost: '0.001000000000' },
    actual: { components: [{ cost: '0.001000000000' }] },
    voided: { void_id: id, reason: 'wrong model', voided_by: 'ann', voided_at: expect.any(String) },
  });
  const { executions } = await api.result(listExecutions, { ...vic, query: { ...query, voided: 'true' } });
  expect(executions.map((each) => each.id).sort()).toEqual(ids.slice(0, 2).toSorted());

  await api.result(restoreVoid, { ...ann, path: { id }, body: query });
  await work();
  expect(await get(id)).toMatchObject({
    ...taken,
    restore: { status: 'completed', created_by: 'ann', ...taken, gone: 0 },
  });
  expect(await counted()).toEqual(all);
  expect(await savings()).toEqual(before);
  const { rows } = await database.admin.query(
    'select action, resource_type, subject from audit_log where organization_id = $1 order by id',
    [organizationId],
  );
  expect(rows).toEqual([
    { action: 'execution.voided', resource_type: 'void', subject: id },
    { action: 'execution.restored', resource_type: 'void', subject: id },
  ]);
});

test('a dry run says at once what would leave each day and what counts of it, and changes nothing', async () => {
  const dry = await ask({ ids: ids.slice(0, 2), dry_run: true });
  expect(dry).toMatchObject({ dry_run: true, status: 'completed', ids_given: 2, ...taken });
  const one = { executions: 1, actual_cost: '0.001000000000', savings: '0.002000000000' };
  expect(dry.days).toEqual([
    {
      day: '2026-01-20',
      ...one,
      counted: { executions: 2, actual_cost: '0.002000000000', savings: '0.004000000000' },
    },
    { day: '2026-01-21', ...one, counted: one },
  ]);
  expect(await counted()).toHaveLength(3);
  expect(await get(dry.id)).toEqual(dry);
  expect(await api.result(listVoids, { ...vic, query: { organization_id: organizationId } })).toEqual({
    voids: [],
    next_cursor: null,
  });
});

test('nothing that names somebody or opens something is kept of its reason', async () => {
  const secret = 'AKIAQ3EGTXJLPN5WZ7VD';
  const { id, reason } = await ask({
    ids: ids.slice(0, 1),
    reason: `mona@example.com sent\n${secret} in the label`,
  });
  expect(reason).toBe('[email] sent\n[key] in the label');
  const { rows } = await database.admin.query(
    `select v.reason, c.reason as of_work, a.details from voids v
     join recalculations c on c.void_id = v.id join audit_log a on a.subject = v.id::text
     where v.id = $1`,
    [id],
  );
  expect(rows).toEqual([{ reason, of_work: reason, details: expect.objectContaining({ reason }) }]);
  for (const [column, text] of await textDump(database)) {
    expect([column, text.includes('mona@') || text.includes(secret)]).toEqual([column, false]);
  }
});

describe('by when it was received', () => {
  async function receive(at: Readonly<Record<number, string>>): Promise<void> {
    for (const [index, time] of Object.entries(at)) {
      await database.admin.query('update task_executions set created_at = $1 where id = $2', [
        time,
        ids[Number(index)],
      ]);
    }
  }
  test.each([
    [{}, 2],
    [{ received_from: '2026-01-20T12:00:00Z' }, 2],
    [{ received_from: '2026-01-20T12:00:00.001Z' }, 1],
    [{ received_to: '2026-01-21T12:00:00Z' }, 1],
    [{ received_to: '2026-01-21T12:00:00.001Z' }, 2],
    [{ received_from: '2026-01-20T12:00:00Z', received_to: '2026-01-20T12:00:01Z' }, 1],
    [{ received_from: '2199-01-01T00:00:00Z' }, 0],
  ])('%j takes out %d', async (range, executions) => {
    await receive({ 0: '2026-01-20T12:00:00Z', 1: '2026-01-21T12:00:00Z', 2: '2026-01-20T12:00:00Z' });
    expect(await ask({ producer: SENDER, dry_run: true, ...range })).toMatchObject({ executions });
  });
});

test('all of an import, and nothing else', async () => {
  const importId = randomUUID();
  await database.admin.query('update task_executions set import_id = $1 where id = $2', [importId, ids[1]]);
  const asked = await ask({ import_id: importId });
  await work();
  expect(await get(asked.id)).toMatchObject({ status: 'completed', executions: 1 });
  expect(await counted()).toHaveLength(2);
  expect(await counted()).not.toContain(ids[1]);
});

test("another organization's executions are out of reach, by id and by producer", async () => {
  const other = await createOrganization(database, { members: { ann: 'admin', vic: 'viewer' } });
  const foreign = randomUUID();
  await store(database, other, [{ id: foreign }]);
  const body = { organization_id: organizationId, ids: [ids[0], foreign], reason: 'wrong' };
  const problem = await api.problem(createVoid, { ...ann, body });
  expect(problem).toMatchObject({ status: 404, errors: [{ field: 'ids' }] });
  expect(JSON.stringify(problem)).toContain(foreign);
  expect(JSON.stringify(problem)).not.toContain(ids[0]);
  const byProducer = await ask({ producer: SENDER });
  await work();
  expect(await get(byProducer.id)).toMatchObject({ executions: 2 });
  const { rows } = await database.admin.query('select void_id from task_executions where id = $1', [foreign]);
  expect(rows).toEqual([{ void_id: null }]);
});

test('what was voided before is not taken out twice', async () => {
  const first = await ask({ ids: ids.slice(0, 1) });
  const second = await ask({ producer: SENDER });
  await work();
  expect(await get(first.id)).toMatchObject({ executions: 1 });
  expect(await get(second.id)).toMatchObject({ executions: 1 });
});

test('voids are listed page by page, newest first', async () => {
  const made = [];
  for (const id of ids) made.unshift((await ask({ ids: [id] })).id);
  const query = { organization_id: organizationId, limit: '2' };
  const first = await api.result(listVoids, { ...vic, query });
  const second = await api.result(listVoids, {
    ...vic,
    query: { ...query, cursor: first.next_cursor ?? '' },
  });
  expect([...first.voids, ...second.voids].map(({ id }) => id)).toEqual(made);
  expect(second.next_cursor).toBeNull();
});

test('only what was completed can be put back, and once', async () => {
  const body = { organization_id: organizationId };
  const { id } = await ask({ ids: ids.slice(0, 1) });
  const attempt = () => api.call({ ...restore, ...ann, path: { id }, body });
  expect(await attempt()).toMatchObject({ status: 409 });
  await work();
  expect(await attempt()).toMatchObject({ status: 201 });
  expect(await attempt()).toMatchObject({ status: 409 });
  const dry = await ask({ ids: ids.slice(0, 1), dry_run: true });
  expect(await api.call({ ...restore, ...ann, path: { id: dry.id }, body })).toMatchObject({ status: 409 });
  expect(await api.call({ ...restore, ...ann, path: { id: randomUUID() }, body })).toMatchObject({
    status: 404,
  });
});

test.each([
  [{}],
  [{ ids: ['00000000-0000-4000-8000-000000000001'], producer: SENDER }],
  [{ ids: [] }],
  [{ ids: ['x'] }],
  [{ producer: '' }],
  [{ producer: `${SENDER}\u202e` }],
  [{ producer: `${SENDER}\n` }],
  [{ producer: SENDER, reason: '' }],
  [{ producer: SENDER, reason: 'wrong\u001b[2K' }],
  [{ producer: SENDER, reason: 'wrong \u202e model' }],
  // What stands for an address is longer than it.
  [{ producer: SENDER, reason: 'a@b.io '.repeat(142) }],
  [{ producer: SENDER, received_from: '2026-01-02', received_to: '2026-01-02' }],
  [{ producer: SENDER, received_from: 'yesterday' }],
])('%j is refused', async (body) => {
  const full = { organization_id: organizationId, reason: 'wrong', ...body };
  expect(await api.problem(createVoid, { ...ann, body: full })).toMatchObject({ status: 400 });
});
