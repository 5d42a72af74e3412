import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listPrices } from '../../../lambdas/pricing/prices/contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(pricingOperations, database.api);
});
afterAll(() => database.drop());

async function costs(query: Record<string, string>, subject = 'alice', operator = false): Promise<string[]> {
  const { prices } = await api.result(listPrices, { query, subject, operator });
  return prices.map((price) => String(Number(price.cost_per_unit)));
}

test('the prices are those in force at the instant', async () => {
  await database.admin.query(
    `insert into provider_pricing
       (provider, pricing_model, cost_per_unit, effective_date, end_date, superseded_at, source, created_by)
     values
       ('dated', 'per_token', 1, '2025-01-01', '2026-01-01', null, 'manual_entry', 'test'),
       ('dated', 'per_token', 2, '2026-01-01', '2026-02-01', null, 'manual_entry', 'test'),
       ('dated', 'per_token', 9, '2026-01-01', null, now(), 'manual_entry', 'test')`,
  );
  expect(await costs({ provider: 'dated' })).toEqual(['2']);
  expect(await costs({ provider: 'dated', at: '2025-12-31T23:59:59Z' })).toEqual(['1']);
  expect(await costs({ provider: 'dated', at: '2026-01-01' })).toEqual(['2']);
  expect(await costs({ provider: 'dated', at: '2026-02-01' })).toEqual([]);
});

test('contract prices are seen by asking for their organization, by its members and operators only', async () => {
  const organizationId = await createOrganization(database, { members: { ann: 'viewer' } });
  await createPrice(database, { provider: 'contracted', costPerUnit: '2' });
  await createPrice(database, { provider: 'contracted', costPerUnit: '1', organizationId });
  const query = { provider: 'contracted', organization_id: organizationId };
  expect((await costs(query, 'ann')).sort()).toEqual(['1', '2']);
  expect((await costs(query, 'olga', true)).sort()).toEqual(['1', '2']);
  expect(await costs({ provider: 'contracted' }, 'ann')).toEqual(['2']);
  expect(await costs({ provider: 'contracted' }, 'olga', true)).toEqual(['2']);
  const stranger = await api.problem(listPrices, { query, subject: 'eve' });
  expect(stranger).toMatchObject({ status: 404, errors: [{ parameter: 'organization_id' }] });
});

test('prices are narrowed by model, task type, scope and a text in provider or model', async () => {
  const organizationId = await createOrganization(database, { members: { nora: 'viewer' } });
  await database.admin.query(
    `insert into provider_pricing
       (organization_id, provider, model, task_type, pricing_model, cost_per_unit, effective_date, source, created_by)
     values
       (null, 'narrow_a', 'Big-One', null, 'per_token', 1, '2025-01-01', 'manual_entry', 'test'),
       (null, 'narrow_a', 'Big-One', 'review', 'per_token', 2, '2025-01-01', 'manual_entry', 'test'),
       (null, 'narrow_a', null, null, 'per_token', 3, '2025-01-01', 'manual_entry', 'test'),
       ($1, 'narrow_a', 'Big-One', null, 'per_token', 4, '2025-01-01', 'contract', 'test'),
       (null, 'narrowXb', 'big_two', null, 'per_token', 5, '2025-01-01', 'manual_entry', 'test')`,
    [organizationId],
  );
  const found = (query: Record<string, string>) =>
    costs({ organization_id: organizationId, ...query }, 'nora').then((list) => list.sort().join());
  expect(await found({ search: 'NARROW' })).toBe('1,2,3,4,5');
  expect(await found({ search: 'narrow_' })).toBe('1,2,3,4');
  expect(await found({ search: 'big-one' })).toBe('1,2,4');
  expect(await found({ search: '%' })).toBe('');
  expect(await found({ model: 'Big-One' })).toBe('1,2,4');
  expect(await found({ model: 'big-one' })).toBe('');
  expect(await found({ search: 'narrow', task_type: 'review' })).toBe('2');
  expect(await found({ search: 'narrow', scope: 'contract' })).toBe('4');
  expect(await found({ search: 'narrow', scope: 'list' })).toBe('1,2,3,5');
  expect(await found({ provider: 'narrow_a', model: 'Big-One', scope: 'list' })).toBe('1,2');
  const refused = await api.problem(listPrices, { query: { scope: 'mine' } });
  expect(refused).toMatchObject({
    status: 400,
    errors: [{ parameter: 'scope', detail: 'must be list or contract' }],
  });
});

test('pages go through all prices once, at the instant of the first', async () => {
  for (const unit of [
    'per_token',
    'per_request',
    'per_output_token',
    'per_input_token',
    'per_compute_unit',
  ]) {
    await createPrice(database, { provider: 'paged', pricingModel: unit, costPerUnit: '1' });
  }
  const ids = await readOn({ provider: 'paged', limit: '2', at: '2025-06-01' });
  expect(ids).toHaveLength(5);
  expect(new Set(ids).size).toBe(5);
});

test('pages are of the same belief as the first', async () => {
  const query = { provider: 'paged', limit: '2', as_of: '2020-01-01' };
  expect(await api.result(listPrices, { query })).toMatchObject({ prices: [], next_cursor: null });
  const later = await api.result(listPrices, { query: { ...query, as_of: '2100-01-01' } });
  const next = { provider: 'paged', limit: '2', cursor: later.next_cursor ?? '' };
  expect(await api.result(listPrices, { query: next })).toMatchObject({ as_of: '2100-01-01T00:00:00.000Z' });
});

/** The ids of a page and of all pages after it. */
async function readOn(query: Record<string, string>): Promise<string[]> {
  const { at, prices, next_cursor: cursor } = await api.result(listPrices, { query });
  expect(at).toBe('2025-06-01T00:00:00.000Z');
  const ids = prices.map(({ id }) => id);
  return cursor === null ? ids : [...ids, ...(await readOn({ provider: 'paged', limit: '2', cursor }))];
}
