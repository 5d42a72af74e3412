import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { createPrice as create } from '../../../lambdas/pricing/prices/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { acmePrice as price } from '../../support/price-book.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const ORGANIZATION = '0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f';
let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(pricingOperations, database.api);
});
afterAll(() => database.drop());

describe('who may', () => {
  test('list prices are for operators', async () => {
    expect(await api.problem(create, { body: price })).toMatchObject({ status: 403 });
  });

  test('contract prices are for admins of that organization and operators', async () => {
    const organization_id = await createOrganization(database, { members: { ann: 'admin', vic: 'viewer' } });
    const body = { ...price, organization_id, source: 'contract' };
    expect(await api.result(create, { subject: 'ann', body })).toMatchObject({
      organization_id,
      created_by: 'ann',
    });
    expect(await api.problem(create, { subject: 'vic', body })).toMatchObject({ status: 403 });
    const stranger = await api.problem(create, { subject: 'eve', body });
    expect(stranger).toMatchObject({ status: 404, errors: [{ field: 'organization_id' }] });
    const later = { ...body, effective_date: '2026-02-01' };
    expect(await api.result(create, { subject: 'olga', operator: true, body: later })).toMatchObject({
      organization_id,
    });
  });
});

test.each([
  [{ cost_per_unit: 0.1 }, 'cost_per_unit', 'decimal string'],
  [{ cost_per_unit: '-1' }, 'cost_per_unit', 'not negative'],
  [{ cost_per_unit: '0.0000000000001' }, 'cost_per_unit', '12 decimals'],
  [{ cost_per_unit: '123456789' }, 'cost_per_unit', 'up to 8 digits'],
  [{ cost_per_unit: '0.0000001', pricing_model: 'per_compute_unit' }, 'cost_per_unit', 'at most 6 decimals'],
  [{ pricing_model: 'per_minute' }, 'pricing_model', 'must be one of per_token, per_input_token'],
  [{ end_date: '2026-01-01' }, 'end_date', 'must be after effective_date'],
  [{ effective_date: 'soon' }, 'effective_date', 'a date (YYYY-MM-DD) or an RFC 3339 timestamp'],
  [{ effective_date: undefined }, 'effective_date', 'is required'],
  [{ source: 'contract' }, 'source', 'exactly where organization_id is given'],
  [{ organization_id: ORGANIZATION }, 'source', "must be 'contract' exactly where organization_id is given"],
  [{ source: 'guessed' }, 'source', 'must be one of manual_entry, provider_api, contract'],
  [{ currency: 'EUR' }, 'currency', 'must be USD, until there is a source of exchange rates'],
  [{ above_input_tokens: -1 }, 'above_input_tokens', '0 or more'],
  [{ daily_start: '9:00' }, 'daily_start', 'must be a time of day, HH:MM:SS in UTC'],
  [{ daily_end: '24:00:01' }, 'daily_end', 'must be a time of day'],
  [{ daily_start: '16:30:00', daily_end: '00:30:00' }, 'daily_end', 'over midnight is two prices'],
  [{ daily_start: '12:00:00', daily_end: '12:00:00' }, 'daily_end', 'must be after daily_start'],
  [{ price: '1' }, 'price', 'is unknown'],
])('%j is refused naming %s', async (fields, field, detail) => {
  const problem = await api.problem(create, { operator: true, body: { ...price, ...fields } });
  expect(problem.status).toBe(400);
  expect(problem.errors).toEqual([{ field, detail: expect.stringContaining(detail) }]);
});

test('nothing of a refused price stays', async () => {
  const { rows } = await database.admin.query(
    "select from provider_pricing where provider = 'acme' and organization_id is null",
  );
  expect(rows).toEqual([]);
});
