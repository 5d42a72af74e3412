import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  createBaseline,
  endBaseline,
  listBaselines,
} from '../../../lambdas/organizations/baselines/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
const now = '2026-01-26T10:00:00.000Z';
const members = { ann: 'admin', vic: 'viewer' } as const;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(organizationsOperations, database.api);
});
afterAll(() => database.drop());

const set = (id: string, body: object, by: object = { subject: 'ann' }) =>
  api.result(createBaseline, { ...by, now, path: { id }, body });

test('versions follow each other, and are listed newest first, page by page', async () => {
  const id = await createOrganization(database, { members });
  const label = { rule: 'label', label: { key: 'team', value: 'core' }, provider: 'slow' };
  const first = await set(id, { ...label, effective_date: '2026-01-01' });
  expect(first).toMatchObject({ warnings: [{ field: 'model' }], recalculation_id: expect.any(String) });
  const second = await set(id, { ...label, model: 'm' });
  expect(second).toMatchObject({ effective_date: now, end_date: null, warnings: [], created_by: 'ann' });
  const list = (query: Readonly<Record<string, string>>) =>
    api.result(listBaselines, { subject: 'vic', path: { id }, query });
  const { baselines, next_cursor } = await list({ limit: '2' });
  expect(baselines).toMatchObject([{ id: second.id }, { id: first.id, end_date: now, label: label.label }]);
  const rest = await list({ limit: '2', cursor: next_cursor ?? '' });
  expect(rest).toMatchObject({
    baselines: [{ rule: 'organization', effective_date: null }],
    next_cursor: null,
  });
  const current = await list({ current: 'true' });
  expect(current.baselines.map(({ rule }) => rule)).toEqual(['label', 'organization']);
  expect((await list({ current: 'false' })).baselines).toMatchObject([{ id: first.id }]);
});

test.each([
  [{ rule: 'label', provider: 'slow' }, 'label', 'is required'],
  [{ rule: 'label', label: { key: 'team' }, provider: 'slow' }, 'label.value', ''],
  [{ rule: 'task_type', provider: 'slow' }, 'task_type', 'is required'],
  [{ rule: 'task_type', task_type: 't' }, 'provider', 'is required'],
  [{ rule: 'organization', provider: 'slow', task_type: 't' }, 'task_type', 'cannot be given'],
  [{ rule: 'message', provider: 'slow' }, 'provider', 'cannot be given'],
  [{ rule: 'requested_model', model: 'm' }, 'model', 'cannot be given'],
  [{ rule: 'everything' }, 'rule', 'must be one of message'],
])('%j is refused, naming %s', async (body, field, detail) => {
  const id = await createOrganization(database, { members });
  const problem = await api.problem(createBaseline, { subject: 'ann', path: { id }, body });
  expect(problem).toMatchObject({
    status: 400,
    errors: [{ field, detail: expect.stringContaining(detail) }],
  });
});

test('a version does not reach back behind the one before, whether that has ended or not', async () => {
  const id = await createOrganization(database, { members });
  const task = { rule: 'task_type', task_type: 't', provider: 'slow', model: 'm' };
  const { id: first } = await set(id, { ...task, effective_date: '2026-01-10' });
  const early = { subject: 'ann', now, path: { id }, body: { ...task, effective_date: '2026-01-10' } };
  expect(await api.problem(createBaseline, early)).toMatchObject({
    status: 409,
    errors: [{ field: 'effective_date' }],
  });
  const end = (end_date: string) => ({
    subject: 'ann',
    now,
    path: { id, baseline_id: first },
    body: { end_date },
  });
  expect(await api.problem(endBaseline, end('2026-01-10'))).toMatchObject({
    status: 409,
    errors: [{ field: 'end_date' }],
  });
  await api.result(endBaseline, end('2026-01-20'));
  expect(await api.problem(endBaseline, end('2026-01-21'))).toMatchObject({ status: 409 });
  const between = { ...early, body: { ...task, effective_date: '2026-01-19' } };
  expect(await api.problem(createBaseline, between)).toMatchObject({
    status: 409,
    errors: [{ field: 'effective_date' }],
  });
  expect(await set(id, { ...task, effective_date: '2026-01-20' })).toMatchObject({ end_date: null });
});

test('is for admins and operators; the baseline of the organization cannot be ended', async () => {
  const id = await createOrganization(database, { members });
  const body = { rule: 'message' };
  expect(await api.problem(createBaseline, { subject: 'vic', path: { id }, body })).toMatchObject({
    status: 403,
  });
  expect(await api.problem(createBaseline, { subject: 'eve', path: { id }, body })).toMatchObject({
    status: 404,
  });
  const { id: own } = await set(
    id,
    { rule: 'organization', provider: 'slow', model: 'm' },
    { subject: 'olga', operator: true },
  );
  const ending = { subject: 'ann', path: { id, baseline_id: own }, body: {} };
  expect(await api.problem(endBaseline, ending)).toMatchObject({
    status: 409,
    errors: [{ parameter: 'baseline_id' }],
  });
  const other = await createOrganization(database, { members });
  const unknown = { subject: 'ann', path: { id: other, baseline_id: own }, body: {} };
  expect(await api.problem(endBaseline, unknown)).toMatchObject({ status: 404 });
});

test('an organization has so many rules and no more', async () => {
  const id = await createOrganization(database, { members });
  await database.admin.query(
    `insert into organization_baselines (organization_id, rule, task_type, provider, effective_date, created_by)
     select $1, 'task_type', 't' || n, 'slow', '2026-01-01', 'test' from generate_series(1, 199) as n`,
    [id],
  );
  const body = { rule: 'task_type', task_type: 'one more', provider: 'slow' };
  expect(await api.problem(createBaseline, { subject: 'ann', now, path: { id }, body })).toMatchObject({
    status: 409,
    errors: [{ field: 'rule', detail: expect.stringContaining('200') }],
  });
});
