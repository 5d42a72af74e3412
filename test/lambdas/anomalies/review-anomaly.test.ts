import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { listAnomalies, reviewAnomaly } from '../../../lambdas/anomalies/contract.ts';
import { anomaliesOperations } from '../../../lambdas/anomalies/operations.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { ALWAYS, request } from '../../support/recalculations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const NOW = '2026-02-01T08:30:00.000Z';
const LATER = '2026-02-02T09:00:00.000Z';
const ann = { subject: 'ann', now: NOW };
let database: TestDatabase;
let api: Api;
let organizationId: string;
let id: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(anomaliesOperations, database.api);
  await createPrice(database, { provider: 'slow', costPerUnit: '0.00001' });
  await createPrice(database, { provider: 'dear', costPerUnit: '0.00002' });
});
beforeEach(async () => {
  ({ organizationId, id } = await organizationWithAnomaly({ ann: 'admin', olga: 'admin', vic: 'viewer' }));
});
afterAll(() => database.drop());

async function organizationWithAnomaly(members: Record<string, 'admin' | 'viewer'>) {
  const created = await createOrganization(database, { members });
  await store(database, created, [{ provider: 'dear' }]);
  const { anomalies } = await api.result(listAnomalies, {
    subject: Object.keys(members)[0] ?? null,
    query: { organization_id: created },
  });
  return { organizationId: created, id: anomalies[0]?.id ?? '' };
}

const review = (body: object, by: object = ann) =>
  api.result(reviewAnomaly, { ...by, path: { id }, body: { organization_id: organizationId, ...body } });

async function auditLog(): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    'select actor, action, subject, details from audit_log where organization_id = $1 order by id',
    [organizationId],
  );
  return rows;
}

test('an admin reviews with a note, which is listed and on the audit log', async () => {
  const reviewed = await review({ status: 'reviewed', note: 'A trial of the new model' });
  expect(reviewed).toMatchObject({
    id,
    status: 'reviewed',
    note: 'A trial of the new model',
    reviewed_by: 'ann',
    reviewed_at: NOW,
  });
  const query = { organization_id: organizationId, status: 'reviewed' };
  const { anomalies, open } = await api.result(listAnomalies, { ...ann, query });
  expect(anomalies).toEqual([reviewed]);
  expect(open.negative_savings).toBe(0);
  expect(await auditLog()).toEqual([
    {
      actor: 'ann',
      action: 'anomaly.reviewed',
      subject: id,
      details: {
        execution_id: reviewed.execution.id,
        kind: 'negative_savings',
        before: { status: 'open', has_note: false },
        after: { status: 'reviewed', has_note: true },
      },
    },
  ]);
});

test('doing it again changes nothing, whoever does, with or without the note', async () => {
  const first = await review({ status: 'reviewed', note: 'Seen' });
  const olga = { subject: 'olga', now: LATER };
  expect(await review({ status: 'reviewed', note: 'Seen' }, olga)).toEqual(first);
  expect(await review({ status: 'reviewed' }, olga)).toEqual(first);
  expect(await auditLog()).toHaveLength(1);
});

test('another note is of the admin who wrote it, and null removes it', async () => {
  const olga = { subject: 'olga', now: LATER };
  await review({ status: 'reviewed', note: 'Seen' });
  expect(await review({ status: 'reviewed', note: 'Agreed with finance' }, olga)).toMatchObject({
    note: 'Agreed with finance',
    reviewed_by: 'olga',
    reviewed_at: LATER,
  });
  expect(await review({ status: 'reviewed', note: null }, olga)).toMatchObject({ note: null });
  expect(await auditLog()).toMatchObject([
    { actor: 'ann', action: 'anomaly.reviewed' },
    { actor: 'olga', action: 'anomaly.noted' },
    { actor: 'olga', action: 'anomaly.noted', details: { after: { has_note: false } } },
  ]);
});

test('reopened, it counts as open again, reviewed by nobody, and keeps its note', async () => {
  await review({ status: 'reviewed', note: 'Seen' });
  expect(await review({ status: 'open' })).toMatchObject({
    status: 'open',
    note: 'Seen',
    reviewed_by: null,
    reviewed_at: null,
  });
  expect(await auditLog()).toMatchObject([{ action: 'anomaly.reviewed' }, { action: 'anomaly.reopened' }]);
  expect(await review({ status: 'open' })).toMatchObject({ status: 'open' });
  expect(await auditLog()).toHaveLength(2);
});

test('a viewer may look and not touch', async () => {
  const vic = { subject: 'vic' };
  const body = { organization_id: organizationId, status: 'reviewed' };
  expect(await api.problem(reviewAnomaly, { ...vic, path: { id }, body })).toMatchObject({ status: 403 });
  const { anomalies } = await api.result(listAnomalies, {
    ...vic,
    query: { organization_id: organizationId },
  });
  expect(anomalies).toMatchObject([{ id, status: 'open' }]);
  expect(await auditLog()).toEqual([]);
});

test('an unknown one and that of another tenant answer alike', async () => {
  const other = await organizationWithAnomaly({ eve: 'admin' });
  const patch = (anomalyId: string) =>
    api.call({
      ...ann,
      method: 'PATCH',
      route: reviewAnomaly.path,
      path: { id: anomalyId },
      body: { organization_id: organizationId, status: 'reviewed' },
    });
  const foreign = await patch(other.id);
  expect(foreign).toMatchObject({ status: 404, body: { errors: [{ parameter: 'id' }] } });
  expect(await patch(randomUUID())).toEqual(foreign);
  // Costs of single executions are an organization's own.
  const oscar = { subject: 'oscar', operator: true };
  expect(
    await api.problem(reviewAnomaly, {
      ...oscar,
      path: { id: other.id },
      body: { organization_id: other.organizationId, status: 'reviewed' },
    }),
  ).toMatchObject({ status: 404, errors: [{ field: 'organization_id' }] });
  const body = { organization_id: other.organizationId, status: 'reviewed' };
  expect(await api.problem(reviewAnomaly, { ...ann, path: { id: other.id }, body })).toMatchObject({
    status: 404,
    errors: [{ field: 'organization_id' }],
  });
  const query = { organization_id: other.organizationId };
  expect(await api.problem(listAnomalies, { ...ann, query })).toMatchObject({
    status: 404,
    errors: [{ parameter: 'organization_id' }],
  });
  const { anomalies } = await api.result(listAnomalies, { subject: 'eve', query });
  expect(anomalies).toMatchObject([{ id: other.id, status: 'open' }]);
});

test('without a token there is nothing to see or change', async () => {
  const query = { organization_id: organizationId };
  const body = { ...query, status: 'reviewed' };
  const nobody = { subject: null };
  expect(await api.problem(listAnomalies, { ...nobody, query })).toMatchObject({ status: 401 });
  expect(await api.problem(reviewAnomaly, { ...nobody, path: { id }, body })).toMatchObject({ status: 401 });
});

test('a note keeps no secret that was written into it', async () => {
  const written = { status: 'reviewed', note: 'bob@example.org used api_key=abc123def' } as const;
  expect(await review(written)).toMatchObject({ note: '[email] used api_key=[secret]' });
  expect(await review({ status: 'reviewed', note: null })).toMatchObject({ note: null });
});

test('a note has from 1 to 2,000 characters', async () => {
  const longest = 'é'.repeat(2000);
  expect(await review({ status: 'reviewed', note: longest })).toMatchObject({ note: longest });
  expect(await review({ status: 'reviewed', note: '?' })).toMatchObject({ note: '?' });
});

test.each([
  [{ status: 'reviewed', note: '' }, 'note', /1 to 2000 characters/],
  [{ status: 'reviewed', note: 'x'.repeat(2001) }, 'note', /1 to 2000 characters/],
  [{ status: 'reviewed', note: 'a\0b' }, 'note', /without U\+0000/],
  [{ status: 'reviewed', note: 7 }, 'note', /text of 1 to 2000/],
  [{ status: 'closed' }, 'status', /open or reviewed/],
  [{}, 'status', /is required: open or reviewed/],
  [{ status: 'open', reviewed_by: 'me' }, 'reviewed_by', /./],
])('%j is refused by name', async (wrong, field, detail) => {
  const body = { organization_id: organizationId, ...wrong };
  const problem = await api.problem(reviewAnomaly, { ...ann, path: { id }, body });
  expect(problem.status).toBe(400);
  expect(problem.errors?.[0]?.field).toBe(field);
  expect(problem.errors?.[0]?.detail).toMatch(detail);
});

test('a recalculation leaves what was reviewed, under the same id, and withdraws what is open again', async () => {
  await review({ status: 'reviewed', note: 'Seen' });
  const recalculated = async (costPerUnit: string) => {
    await database.admin.query("update provider_pricing set cost_per_unit = $1 where provider = 'dear'", [
      costPerUnit,
    ]);
    await request(database, organizationId, ...ALWAYS);
    await recalculate(database.pricing, { timeIsUp: () => false });
    const query = { organization_id: organizationId };
    return (await api.result(listAnomalies, { ...ann, query })).anomalies;
  };
  // A loss no more, then one again: neither raises a second flag nor opens the first.
  expect(await recalculated('0.000001')).toMatchObject([{ id, status: 'reviewed', note: 'Seen' }]);
  expect(await recalculated('0.00002')).toMatchObject([{ id, status: 'reviewed', note: 'Seen' }]);
  await review({ status: 'open' });
  expect(await recalculated('0.000001')).toEqual([]);
  expect(
    await api.problem(reviewAnomaly, {
      ...ann,
      path: { id },
      body: { organization_id: organizationId, status: 'reviewed' },
    }),
  ).toMatchObject({ status: 404 });
  await recalculated('0.00002');
});
