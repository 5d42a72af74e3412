import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import {
  createPrice as create,
  listPrices as list,
} from '../../../lambdas/pricing/prices/contract.ts';
import type { price as priceSchema } from '../../../lambdas/pricing/price-contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { connect, type Database } from '../../../lambdas/runtime/database.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(pricingOperations, database.api);
});
afterAll(() => database.drop());

const price = {
  provider: 'acme',
  pricing_model: 'per_input_token',
  cost_per_unit: '0.000000025',
  effective_date: '2026-01-01',
  source: 'manual_entry',
};

/** All rows of a provider, superseded ones too, as `effective..end cost`, in order. */
async function book(provider: string): Promise<{ in_force: string[]; superseded: string[] }> {
  const { rows } = await database.admin.query(
    `select superseded_at is null as in_force,
       to_char(effective_date at time zone 'UTC', 'YYYY-MM-DD') || '..'
         || coalesce(to_char(end_date at time zone 'UTC', 'YYYY-MM-DD'), '') || ' ' || trim_scale(cost_per_unit) as row
     from provider_pricing where provider = $1 order by effective_date, end_date`,
    [provider],
  );
  const of = (inForce: boolean) =>
    rows.filter((row) => row.in_force === inForce).map((row) => String(row.row));
  return { in_force: of(true), superseded: of(false) };
}

const add = (fields: object) =>
  api.result(create, { operator: true, subject: 'olga', body: { ...price, ...fields } });
/** The one price of a provider in force at an instant. */
async function priceAt(provider: string, at: string): Promise<z.output<typeof priceSchema>> {
  const { prices } = await api.result(list, { query: { provider, at } });
  const [found] = prices;
  if (!found || prices.length > 1) throw new Error(`${prices.length} prices of ${provider} at ${at}`);
  return found;
}
const refuse = (fields: object) => api.problem(create, { operator: true, body: { ...price, ...fields } });

test('a price is kept to the last decimal, with who added it', async () => {
  const created = await add({
    provider: 'exact',
    model: 'm-1',
    task_type: 'review',
    notes: 'from the invoice',
  });
  expect(created).toMatchObject({
    organization_id: null,
    model: 'm-1',
    task_type: 'review',
    cost_per_unit: '0.000000025000',
    effective_date: '2026-01-01T00:00:00.000Z',
    end_date: null,
    notes: 'from the invoice',
    created_by: 'olga',
  });
  const { rows } = await database.admin.query('select action from audit_log where subject = $1', [
    created.id,
  ]);
  expect(rows).toEqual([{ action: 'price.created' }]);
});

describe('a new version', () => {
  test('closes the open-ended one before it with a copy; nothing is edited', async () => {
    await add({ provider: 'versions', cost_per_unit: '1' });
    const second = await add({
      provider: 'versions',
      cost_per_unit: '2',
      effective_date: '2026-02-01T12:00:00+02:00',
    });
    expect(await book('versions')).toEqual({
      in_force: ['2026-01-01..2026-02-01 1', '2026-02-01.. 2'],
      superseded: ['2026-01-01.. 1'],
    });
    const { rows } = await database.admin.query(
      `select c.price_id, p.end_date, c.previous_cost_per_unit::text as before, c.cost_per_unit::text as after,
         (select count(*)::integer from provider_pricing s where s.superseded_by = p.id) as supersedes
       from price_changes c join provider_pricing p on p.id = c.previous_price_id
       where p.provider = 'versions'`,
    );
    expect(rows).toEqual([
      {
        price_id: second.id,
        end_date: new Date('2026-02-01T10:00:00Z'),
        before: '1.000000000000',
        after: '2.000000000000',
        supersedes: 1,
      },
    ]);
  });

  test('with an end date interrupts the open-ended one, which resumes with a second copy', async () => {
    const provider = 'interrupted';
    const open = await add({ provider, cost_per_unit: '1' });
    const dates = { effective_date: '2026-02-01', end_date: '2026-03-01' };
    const interim = await add({ provider, cost_per_unit: '2', ...dates });
    expect(await book(provider)).toEqual({
      in_force: ['2026-01-01..2026-02-01 1', '2026-02-01..2026-03-01 2', '2026-03-01.. 1'],
      superseded: ['2026-01-01.. 1'],
    });
    const before = await priceAt(provider, '2026-01-31T23:59:59Z');
    const after = await priceAt(provider, '2026-03-01');
    expect([before.cost_per_unit, after.cost_per_unit]).toEqual(['1.000000000000', '1.000000000000']);
    expect(interim).toMatchObject(await priceAt(provider, '2026-02-28T23:59:59Z'));

    const { rows: superseded } = await database.admin.query(
      'select id, superseded_by from provider_pricing where provider = $1 and superseded_at is not null',
      [provider],
    );
    expect(superseded).toEqual([{ id: open.id, superseded_by: before.id }]);
    const { rows: changes } = await database.admin.query(
      `select price_id, previous_price_id, trim_scale(previous_cost_per_unit)::text as before,
         trim_scale(cost_per_unit)::text as after
       from price_changes where price_id = any ($1) order by id`,
      [[interim.id, after.id]],
    );
    expect(changes).toEqual([
      { price_id: interim.id, previous_price_id: before.id, before: '1', after: '2' },
      { price_id: after.id, previous_price_id: interim.id, before: '2', after: '1' },
    ]);
  });

  test('with an end date from the very start of the open-ended one is refused', async () => {
    const provider = 'interrupted_at_start';
    await add({ provider });
    const problem = await refuse({ provider, end_date: '2026-02-01' });
    expect(problem).toMatchObject({ status: 409, errors: [{ field: 'effective_date' }] });
    expect((await book(provider)).superseded).toEqual([]);
  });

  test('leaves other scopes, units and tiers alone', async () => {
    await add({ provider: 'scopes' });
    for (const other of [
      { model: 'm-1' },
      { task_type: 'review' },
      { pricing_model: 'per_output_token' },
      { above_input_tokens: 200_000 },
    ]) {
      await add({ provider: 'scopes', ...other, effective_date: '2026-02-01' });
    }
    expect((await book('scopes')).superseded).toEqual([]);
  });

  test.each([
    ['the same start', { effective_date: '2026-03-01' }, 'give a later effective_date'],
    [
      'an earlier start',
      { effective_date: '2026-02-01' },
      'give an end_date of 2026-03-01T00:00:00.000Z or earlier',
    ],
    [
      'a closed range',
      { effective_date: '2026-01-10', end_date: '2026-01-20' },
      'effective_date of 2026-01-15',
    ],
  ])('with %s is refused, naming the price in the way', async (name, dates, advice) => {
    const provider = name.replaceAll(' ', '_');
    const closed = await add({ provider, effective_date: '2026-01-05', end_date: '2026-01-15' });
    const open = await add({ provider, effective_date: '2026-03-01' });
    const problem = await refuse({ provider, ...dates });
    expect(problem.status).toBe(409);
    expect(problem.detail).toContain(name === 'a closed range' ? closed.id : open.id);
    expect(problem.errors).toEqual([{ field: 'effective_date', detail: expect.stringContaining(advice) }]);
    expect((await book(provider)).superseded).toEqual([]);
  });

  test('added twice at once is there once', async () => {
    // A second instance of the function: a connection of its own.
    const second = secondConnection();
    const request = {
      method: 'POST',
      route: create.path,
      operator: true,
      body: { ...price, provider: 'race' },
    } as const;
    const results = await Promise.all(
      [api, apiOf(pricingOperations, second)].map((each) => each.call(request)),
    );
    await second.end();
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect((await book('race')).in_force).toEqual(['2026-01-01.. 0.000000025']);
  });
});

function secondConnection(): Database {
  const { username: user, hostname: host, port, pathname } = new URL(database.url('payback_api'));
  const settings = { user, password: '', host, port: Number(port), database: pathname.slice(1), ssl: false };
  return connect({ statementTimeout: 5_000, settings: () => Promise.resolve(settings) });
}

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
  [{ currency: 'EUR' }, 'currency', 'must be USD'],
  [{ above_input_tokens: -1 }, 'above_input_tokens', '0 or more'],
])('%j is refused naming %s', async (fields, field, detail) => {
  const problem = await refuse(fields);
  expect(problem.status).toBe(400);
  expect(problem.errors).toEqual([{ field, detail: expect.stringContaining(detail) }]);
});
