import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  correctPriceFactor,
  createPriceFactor,
  listPriceFactors,
} from '../../../lambdas/pricing/factors/contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { drift } from '../../support/reconcile.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
let organizationId: string;

const now = '2026-01-26T10:00:00.000Z';
const operator = { operator: true, subject: 'olga', now };
const batch = {
  provider: 'fast',
  dimension: 'service_tier',
  value: 'batch',
  factor: '0.5',
  effective_date: '2026-01-01',
  source: 'manual_entry',
};

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(pricingOperations, database.api);
  organizationId = await createOrganization(database, { members: { ann: 'admin', vic: 'viewer' } });
  await createPrice(database, { provider: 'fast', costPerUnit: '0.001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.003' });
});
afterAll(() => database.drop());

const add = (fields: object, by: object = operator) =>
  api.result(createPriceFactor, { ...by, body: { ...batch, ...fields } });
const correct = (id: string, fields: object, by: object = operator) =>
  api.result(correctPriceFactor, { ...by, path: { id }, body: { reason: 'wrong', ...fields } });
const run = () => recalculate(database.pricing, { timeIsUp: () => false });

async function costs(organization = organizationId): Promise<unknown[]> {
  await run();
  const { rows } = await database.admin.query(
    `select coalesce(trim_scale(actual_cost)::text, unpriced_reason) as cost from task_executions where organization_id = $1
     order by start_time, id`,
    [organization],
  );
  return rows.map(({ cost }) => cost);
}
const reset = () => database.admin.query('delete from price_factors');

/** The factors in force, oldest first: from, until, factor. */
async function inForce(): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    `select to_char(effective_date, 'MM-DD') || '..' || coalesce(to_char(end_date, 'MM-DD'), '') || ' ' || trim_scale(factor) as factor
     from price_factors where superseded_at is null order by effective_date`,
  );
  return rows.map(({ factor }) => factor);
}

test('a factor prices what waited for it, a correction what it touches, and ending it what it leaves', async () => {
  await reset();
  const days = ['2026-01-05', '2026-01-15', '2026-01-25'];
  const executions = days.map((day) => ({ start_time: `${day}T10:00:00Z`, service_tier: 'batch' }));
  await store(database, organizationId, executions);
  expect(await costs()).toEqual(Array(3).fill('service_tier_price_missing'));
  const added = await add({ effective_date: '2026-01-10' });
  expect(added).toMatchObject({ factor: '0.500000', end_date: null, recalculation_id: expect.any(String) });
  expect(await costs()).toEqual(['service_tier_price_missing', '0.5', '0.5']);
  const cheaper = await correct(added.id, { factor: '0.25', effective_date: '2026-01-01' });
  expect(await costs()).toEqual(['0.25', '0.25', '0.25']);
  const ended = await correct(cheaper.id, { end_date: '2026-01-15T10:00:00Z' });
  expect(await costs()).toEqual(['0.25', 'service_tier_price_missing', 'service_tier_price_missing']);
  expect(await drift(database, 'current_measures')).toEqual([]);
  const { rows } = await database.admin.query(
    "select action, actor from audit_log where action like 'price_factor%' order by id",
  );
  expect(rows.map(({ action }) => action)).toEqual([
    'price_factor.created',
    'price_factor.corrected',
    'price_factor.corrected',
  ]);
  const listed = await api.result(listPriceFactors, { subject: 'vic', query: { provider: 'fast' } });
  expect(listed.factors.map(({ id }) => id)).toEqual([ended.id]);
  const all = await api.result(listPriceFactors, {
    subject: 'vic',
    query: { superseded: 'true', limit: '2' },
  });
  expect(all.factors.map(({ id }) => id)).toEqual([ended.id, cheaper.id]);
  const cursor = all.next_cursor ?? '';
  const rest = await api.result(listPriceFactors, {
    subject: 'vic',
    query: { superseded: 'true', limit: '2', cursor },
  });
  expect(rest).toMatchObject({ factors: [{ id: added.id, superseded_by: cheaper.id }], next_cursor: null });
});

test('one that begins within an open-ended one closes it, and lets it go on behind its own end', async () => {
  await reset();
  await add({});
  await add({ effective_date: '2026-01-10', end_date: '2026-01-20', factor: '0.4' });
  expect(await inForce()).toEqual(['01-01..01-10 0.5', '01-10..01-20 0.4', '01-20.. 0.5']);
});

test.each([{ provider: 'other' }, { model: 'm' }, { dimension: 'speed' }, { value: 'flex' }])(
  'another %j is another factor',
  async (fields) => {
    await reset();
    await add({});
    await add({ effective_date: '2026-01-10', ...fields });
    expect(await inForce()).toEqual(['01-01.. 0.5', '01-10.. 0.5']);
  },
);

test('any other overlap is refused, also by a correction', async () => {
  await reset();
  await add({ end_date: '2026-01-10' });
  const overlapping = { ...operator, body: { ...batch, effective_date: '2026-01-05' } };
  expect(await api.problem(createPriceFactor, overlapping)).toMatchObject({
    status: 409,
    errors: [{ field: 'effective_date' }],
  });
  const later = await add({ effective_date: '2026-01-10' });
  const request = {
    ...operator,
    path: { id: later.id },
    body: { effective_date: '2026-01-05', reason: 'r' },
  };
  expect(await api.problem(correctPriceFactor, request)).toMatchObject({ status: 409 });
});

test('what was corrected once is not corrected again', async () => {
  await reset();
  const { id } = await add({});
  await correct(id, { factor: '1' });
  const again = { ...operator, path: { id }, body: { factor: '2', reason: 'r' } };
  expect(await api.problem(correctPriceFactor, again)).toMatchObject({
    status: 409,
    errors: [{ parameter: 'id' }],
  });
});

test.each([
  [{ value: 'Standard' }, 'value'],
  [{ value: '' }, 'value'],
  [{ dimension: 'weather' }, 'dimension'],
  [{ factor: '-1' }, 'factor'],
  [{ factor: '0.1234567' }, 'factor'],
  [{ end_date: '2026-01-01' }, 'end_date'],
  [{ source: 'contract' }, 'source'],
])('%j is refused, naming %s', async (fields, field) => {
  const problem = await api.problem(createPriceFactor, { ...operator, body: { ...batch, ...fields } });
  expect(problem).toMatchObject({ status: 400, errors: [{ field }] });
});

test('values are compared in lower case', async () => {
  await reset();
  expect(await add({ value: 'Batch' })).toMatchObject({ value: 'batch' });
});

test('contracts are the affair of their admins, list prices of operators, and others see no contract', async () => {
  await reset();
  const contract = { organization_id: organizationId, source: 'contract' };
  const ann = { subject: 'ann', now };
  const added = await add(contract, ann);
  expect(added).toMatchObject({ organization_id: organizationId });
  expect(await correct(added.id, { factor: '0.3' }, ann)).toMatchObject({
    factor: '0.300000',
    source: 'contract',
  });
  const body = { ...batch, ...contract };
  expect(await api.problem(createPriceFactor, { subject: 'vic', body })).toMatchObject({ status: 403 });
  expect(await api.problem(createPriceFactor, { subject: 'eve', body })).toMatchObject({ status: 404 });
  expect(await api.problem(createPriceFactor, { ...ann, body: batch })).toMatchObject({ status: 403 });
  const other = { subject: 'eve', path: { id: added.id }, body: { factor: '0', reason: 'r' } };
  expect(await api.problem(correctPriceFactor, other)).toMatchObject({ status: 404 });
  expect(await api.result(listPriceFactors, { subject: 'vic', query: {} })).toEqual({
    factors: [],
    next_cursor: null,
  });
  const seen = await api.result(listPriceFactors, {
    subject: 'vic',
    query: { organization_id: organizationId },
  });
  expect(seen.factors).toHaveLength(1);
});
