import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { listExecutions } from '../../../lambdas/analytics/executions/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { createVoid, getVoid, restoreVoid } from '../../../lambdas/organizations/voids/contract.ts';
import { exportExecutions } from '../../../lambdas/reports/executions-export/contract.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, store, testHashes } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { reportsApi } from '../reports/reports.ts';

let database: TestDatabase;
let api: Api;
let reports: Api;
let organizationId: string;
let ids: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(
    (connection) => ({
      ...analyticsOperations(connection),
      ...organizationsOperations(connection, { producersEnforced: false, hashesOf: testHashes }),
    }),
    database.api,
  );
  reports = reportsApi(database.api);
});
afterAll(() => database.drop());
beforeEach(async () => {
  organizationId = await createOrganization(database, { members: { alice: 'admin' } });
  ids = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await store(
    database,
    organizationId,
    ids.map((id) => ({ id })),
  );
});

const work = () => recalculate(database.pricing, { timeIsUp: () => false });
async function voided(...chosen: readonly string[]): Promise<string> {
  const body = { organization_id: organizationId, ids: chosen, reason: 'wrong' };
  const { id } = await api.result(createVoid, { body });
  await work();
  return id;
}
const query = () => ({ organization_id: organizationId, start_date: '2026-01-01', end_date: '2026-01-26' });

test('from a void to what it took out, and nothing else that is voided or counts', async () => {
  const [a = '', b = '', c = ''] = ids;
  const first = await voided(a, b);
  const second = await voided(c);
  for (const [id, own] of [
    [first, [a, b]],
    [second, [c]],
  ] as const) {
    const { executions } = await api.result(listExecutions, { query: { ...query(), void_id: id } });
    expect(executions.map((each) => each.id).toSorted()).toEqual(own.toSorted());
    const { text } = await reports.call({
      route: exportExecutions.path,
      query: { ...query(), void_id: id, format: 'ndjson' },
    });
    const lines = text.trim().split('\n');
    expect(lines.map((line) => String(JSON.parse(line).id)).toSorted()).toEqual(own.toSorted());
  }
  const none = await api.result(listExecutions, { query: { ...query(), void_id: randomUUID() } });
  expect(none.executions).toEqual([]);
  const contradiction = { ...query(), void_id: first, voided: 'false' };
  expect(await api.problem(listExecutions, { query: contradiction })).toMatchObject({
    status: 400,
    errors: [{ parameter: 'voided' }],
  });
});

test('a restore tells how many are gone by then', async () => {
  const [a = '', b = '', c = ''] = ids;
  const id = await voided(a, b, c);
  const path = { id };
  // As retention would.
  await database.admin.query('delete from task_executions where id = any ($1)', [[a, b]]);
  const body = { organization_id: organizationId };
  expect(await api.result(restoreVoid, { path, body })).toMatchObject({ restore: { gone: null } });
  await work();
  expect(await api.result(getVoid, { path, query: { organization_id: organizationId } })).toMatchObject({
    executions: 3,
    restore: { status: 'completed', executions: 1, gone: 2 },
  });
});
