import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type * as z from 'zod';
import { createPrice as create, listPrices as list } from '../../../lambdas/pricing/prices/contract.ts';
import type { price as priceSchema } from '../../../lambdas/pricing/price-contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { acmePrice, versionsOf } from '../../support/price-book.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(pricingOperations, database.api);
});
afterAll(() => database.drop());

const price = { ...acmePrice, pricing_model: 'per_input_token', cost_per_unit: '0.000000025' };

const book = (provider: string) => versionsOf(database, provider);
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
  ])('with %s is refused, naming the conflicting price', async (name, dates, advice) => {
    const provider = name.replaceAll(' ', '_');
    const closed = await add({ provider, effective_date: '2026-01-05', end_date: '2026-01-15' });
    const open = await add({ provider, effective_date: '2026-03-01' });
    const problem = await refuse({ provider, ...dates });
    expect(problem.status).toBe(409);
    expect(problem.detail).toContain(name === 'a closed range' ? closed.id : open.id);
    expect(problem.errors).toEqual([{ field: 'effective_date', detail: expect.stringContaining(advice) }]);
    expect((await book(provider)).superseded).toEqual([]);
  });

  test('records what it follows, across a gap too, if it differs by more than 10%', async () => {
    const provider = 'gap';
    const first = await add({ provider, cost_per_unit: '1', end_date: '2026-01-10' });
    const second = await add({ provider, cost_per_unit: '2', effective_date: '2026-02-01' });
    const { rows } = await database.admin.query(
      'select previous_price_id from price_changes where price_id = $1',
      [second.id],
    );
    expect(rows).toEqual([{ previous_price_id: first.id }]);
  });

  test('added twice at once is there once', async () => {
    // A second instance of the function: a connection of its own.
    const second = database.connectAs('payback_api');
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

describe('a price of a part of the day', () => {
  const night = { daily_start: '00:00:00', daily_end: '08:00:00' };
  const day = { daily_start: '08:00:00', daily_end: '24:00:00' };

  test('stands beside those of other parts, and only its own is closed by a new version', async () => {
    const provider = 'two_rates';
    expect(await add({ provider, cost_per_unit: '1', ...night })).toMatchObject(night);
    await add({ provider, cost_per_unit: '2', ...day });
    await add({ provider, cost_per_unit: '3', ...night, effective_date: '2026-02-01' });
    expect(await book(provider)).toEqual({
      in_force: ['2026-01-01..2026-02-01 1', '2026-01-01.. 2', '2026-02-01.. 3'],
      superseded: ['2026-01-01.. 1'],
    });
  });

  test.each([
    ['all day', {}],
    ['a longer part', { daily_start: '00:00:00', daily_end: '08:00:01' }],
    ['a part within', { daily_start: '01:00:00', daily_end: '02:00:00' }],
  ])('does not give way to one for %s', async (name, window) => {
    const provider = name.replaceAll(' ', '_');
    const there = await add({ provider, ...night });
    const problem = await refuse({ provider, ...window, effective_date: '2026-02-01' });
    expect(problem).toMatchObject({ status: 409, errors: [{ field: 'daily_start' }] });
    expect(problem.detail).toContain(
      `${there.id}, in force from 2026-01-01T00:00:00.000Z on, 00:00:00 to 08:00:00`,
    );
    expect((await book(provider)).superseded).toEqual([]);
  });
});

describe('the recalculation of what is stored', () => {
  const now = '2026-01-26T10:00:00Z';
  const addNow = (fields: object) =>
    api.result(create, { operator: true, subject: 'olga', now, body: { ...price, ...fields } });
  const requested = async (id: string | null) => {
    const { rows } = await database.admin.query(
      `select organization_id, cause, price_id, start_time, end_time, providers, models, created_by, dry_run, status
       from recalculations where id = $1`,
      [id],
    );
    return rows;
  };

  test('is asked for with the price, for its provider, its model and its time', async () => {
    const created = await addNow({ provider: 'asked', model: 'm-1', end_date: '2026-03-01' });
    expect(await requested(created.recalculation_id)).toEqual([
      {
        organization_id: null,
        cause: 'new_price',
        price_id: created.id,
        start_time: new Date('2026-01-01'),
        end_time: new Date('2026-03-01'),
        providers: ['asked'],
        models: ['m-1'],
        created_by: 'olga',
        dry_run: false,
        status: 'queued',
      },
    ]);
  });

  test('of an open-ended contract for any model is of its organization and has no end', async () => {
    const organization_id = await createOrganization(database);
    const created = await addNow({ provider: 'asked', organization_id, source: 'contract' });
    expect(await requested(created.recalculation_id)).toMatchObject([
      { organization_id, models: null, end_time: Infinity },
    ]);
  });

  test('is not needed for a price that begins after every execution that could be stored', async () => {
    const startable = await addNow({ provider: 'soon', effective_date: '2026-01-26T10:05:00Z' });
    expect(startable.recalculation_id).not.toBeNull();
    const later = await addNow({ provider: 'later', effective_date: '2026-01-26T11:00:00Z' });
    expect(later.recalculation_id).toBeNull();
  });
});
