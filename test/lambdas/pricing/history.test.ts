import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type * as z from 'zod';
import { correctPrice } from '../../../lambdas/pricing/corrections/contract.ts';
import { priceHistory } from '../../../lambdas/pricing/history/contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { createPrice, getPrice, listPrices } from '../../../lambdas/pricing/prices/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { acmePrice, untilLockIsAwaited } from '../../support/price-book.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
/** When each step of the timeline became known. */
const known: string[] = [];
let interimId: string;

const add = (fields: object) =>
  api.result(createPrice, { operator: true, subject: 'olga', body: { ...acmePrice, ...fields } });

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(pricingOperations, database.api);
  const first = await add({ cost_per_unit: '1' });
  const second = await add({ cost_per_unit: '2', effective_date: '2026-03-01' });
  const dates = { effective_date: '2026-04-01', end_date: '2026-05-01' };
  const interim = await add({ cost_per_unit: '3', ...dates });
  const corrected = await api.result(correctPrice, {
    operator: true,
    subject: 'olga',
    path: { id: interim.id },
    body: { cost_per_unit: '4', effective_date: '2026-04-15', reason: 'misread the contract' },
  });
  interimId = interim.id;
  known.push(...[first, second, interim, corrected.price].map((price) => price?.created_at ?? ''));
});
afterAll(() => database.drop());

type Version = z.output<NonNullable<typeof priceHistory.result>>['versions'][number];
const day = (instant: string | null) => instant?.slice(0, 10) ?? '';
const inForce = (version: Version) =>
  `${day(version.effective_date)}..${day(version.end_date)} ${Number(version.cost_per_unit)}`;
const step = (instant: string | null) => (instant === null ? 'now' : known.indexOf(instant));

async function history(query: Record<string, string> = {}): Promise<Version[]> {
  return (await api.result(priceHistory, { query: { provider: 'acme', ...query } })).versions;
}

test('every version is there on both axes, along the time in force and then by when it was known', async () => {
  const versions = await history();
  expect(versions.map((each) => [inForce(each), step(each.known_from), step(each.known_until)])).toEqual([
    ['2026-01-01.. 1', 0, 1],
    ['2026-01-01..2026-03-01 1', 1, 'now'],
    ['2026-03-01.. 2', 1, 2],
    ['2026-03-01..2026-04-01 2', 2, 3],
    ['2026-03-01..2026-04-15 2', 3, 'now'],
    ['2026-04-01..2026-05-01 3', 2, 3],
    ['2026-04-15..2026-05-01 4', 3, 'now'],
    ['2026-05-01.. 2', 2, 'now'],
  ]);
  const reasons = versions.flatMap((each) => each.correction_reason ?? []);
  expect(reasons).toEqual(['misread the contract']);
});

describe('as of', () => {
  const beliefs = [
    ['2026-01-01.. 1'],
    ['2026-01-01..2026-03-01 1', '2026-03-01.. 2'],
    ['2026-01-01..2026-03-01 1', '2026-03-01..2026-04-01 2', '2026-04-01..2026-05-01 3', '2026-05-01.. 2'],
    ['2026-01-01..2026-03-01 1', '2026-03-01..2026-04-15 2', '2026-04-15..2026-05-01 4', '2026-05-01.. 2'],
  ];

  test.each(beliefs.map((belief, index) => ({ index, belief })))(
    'step $index: the price book as it was known then, until just before the next step',
    async ({ index, belief }) => {
      const at = known[index] ?? '';
      expect((await history({ as_of: at })).map(inForce)).toEqual(belief);
      const justBefore = new Date(Date.parse(at) - 1).toISOString();
      expect((await history({ as_of: justBefore })).map(inForce)).toEqual(beliefs[index - 1] ?? []);
    },
  );

  test.each([
    // Which step of knowledge, which instant in force, which cost.
    [0, '2026-04-20', '1'],
    [1, '2026-04-20', '2'],
    [2, '2026-04-20', '3'],
    [3, '2026-04-20', '4'],
    [2, '2026-04-10', '3'],
    [3, '2026-04-10', '2'],
    [3, '2026-05-01', '2'],
  ])('step %i, what was in force at %s cost %s', async (index, at, cost) => {
    const query = { provider: 'acme', at, as_of: known[index] ?? '' };
    const { prices, as_of } = await api.result(listPrices, { query });
    expect(prices.map((price) => String(Number(price.cost_per_unit)))).toEqual([cost]);
    expect(as_of).toBe(known[index]);
  });
});

test('a superseded version is still read by its id and names what stands for it', async () => {
  const superseded = await api.result(getPrice, { path: { id: interimId } });
  expect(superseded).toMatchObject({ superseded_at: known[3], effective_date: '2026-04-01T00:00:00.000Z' });
  const successor = await api.result(getPrice, { path: { id: superseded.superseded_by ?? '' } });
  expect(successor).toMatchObject({ superseded_at: null, effective_date: '2026-04-15T00:00:00.000Z' });
  expect(Number(successor.cost_per_unit)).toBe(4);
});

test('a price that there is not is not found by its name', async () => {
  const problem = await api.problem(getPrice, { path: { id: '0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f' } });
  expect(problem).toMatchObject({ status: 404, errors: [{ parameter: 'id' }] });
});

test('all models of a provider come one after the other, those for any model first; pages hold them all once', async () => {
  const provider = 'many';
  for (const model of ['m-2', 'm-1', undefined]) {
    for (const pricing_model of ['per_request', 'per_input_token'])
      await add({ provider, model, pricing_model });
  }
  await add({ provider, model: 'm-1', task_type: 'review' });
  const scopes = async (query: Record<string, string>): Promise<string[]> => {
    const page = await api.result(priceHistory, { query: { provider, limit: '3', ...query } });
    const shown = page.versions.map((each) => [each.model, each.task_type, each.pricing_model].join(' '));
    return page.next_cursor === null
      ? shown
      : [...shown, ...(await scopes({ ...query, cursor: page.next_cursor }))];
  };
  expect(await scopes({})).toEqual([
    '  per_input_token',
    '  per_request',
    'm-1  per_input_token',
    'm-1  per_request',
    'm-1 review per_token',
    'm-2  per_input_token',
    'm-2  per_request',
  ]);
  expect(await scopes({ model: 'm-1' })).toHaveLength(3);
  expect(await scopes({ task_type: 'review' })).toEqual(['m-1 review per_token']);
});

test('a version made by a transaction that had to wait is known after what it replaces', async () => {
  const provider = 'waited';
  const holder = await database.admin.connect();
  await holder.query('begin; select lock_price_book()');
  const second = add({ provider, cost_per_unit: '2', effective_date: '2026-02-01' });
  await untilLockIsAwaited(database);
  await holder.query(`select from add_price(jsonb_populate_record(null::provider_pricing, $1), null)`, [
    {
      ...acmePrice,
      provider,
      above_input_tokens: 0,
      daily_start: '00:00',
      daily_end: '24:00',
      currency: 'USD',
      created_by: 'x',
    },
  ]);
  await holder.query('commit');
  holder.release();
  await second;
  const versions = await history({ provider });
  expect(versions).toHaveLength(3);
  for (const { known_from, known_until } of versions) {
    if (known_until !== null) expect(known_until >= known_from).toBe(true);
  }
  const [first] = versions;
  expect(await history({ provider, as_of: first?.known_from ?? '' })).toMatchObject([{ end_date: null }]);
});
