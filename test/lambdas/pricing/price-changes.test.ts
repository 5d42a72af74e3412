import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listPriceChanges } from '../../../lambdas/pricing/changes/contract.ts';
import { correctPrice } from '../../../lambdas/pricing/corrections/contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { createPrice } from '../../../lambdas/pricing/prices/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { acmePrice } from '../../support/price-book.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
/** What the handler was told to count, one number a request that changed something. */
let counted: number[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const onPriceChanges = (changes: number) => counted.push(changes);
  api = apiOf((db) => pricingOperations(db, { onPriceChanges }), database.api);
});
afterAll(() => database.drop());

const operator = { operator: true, subject: 'olga' };
const add = (fields: object) => api.result(createPrice, { ...operator, body: { ...acmePrice, ...fields } });
const changes = async (query: Record<string, string>) =>
  (await api.result(listPriceChanges, { query })).changes;

const boundaries: [string, string, number | null | undefined][] = [
  ['1', '1.1', undefined],
  ['1', '1.100000000001', 10],
  ['1', '0.9', undefined],
  ['1', '0.899999999999', -10],
  ['1', '1', undefined],
  ['0.000000000009', '0.00000000001', 11.11],
  ['0.00000000001', '0.000000000011', undefined],
  ['0', '0.000000000001', null],
  ['0', '0', undefined],
  ['2', '0', -100],
];

describe.each(boundaries)('from %s to %s', (before, after, percentage) => {
  const name = (kind: string) => `${kind}-${before}-${after}`;
  const recorded = async (provider: string) => {
    const found = await changes({ provider });
    expect(counted).toEqual(found.length > 0 ? [found.length] : []);
    return found.map((change) => change.change_percentage);
  };
  const expected = percentage === undefined ? [] : [percentage];

  test('a new version', async () => {
    const provider = name('version');
    counted = [];
    await add({ provider, cost_per_unit: before });
    await add({ provider, cost_per_unit: after, effective_date: '2026-02-01' });
    expect(await recorded(provider)).toEqual(expected);
  });

  test('a correction', async () => {
    const provider = name('correction');
    counted = [];
    const { id } = await add({ provider, cost_per_unit: before });
    // A correction has to change something: its end, where the cost stays.
    const fields = { cost_per_unit: after, end_date: '2027-01-01', reason: 'wrong' };
    await api.result(correctPrice, { ...operator, path: { id }, body: fields });
    expect(await recorded(provider)).toEqual(expected);
  });
});

test('a change names both prices, its scope and when it is in force, and is on the audit log', async () => {
  const scope = { provider: 'named', model: 'm-1', task_type: 'review', above_input_tokens: 1000 };
  await add({ ...scope, cost_per_unit: '4' });
  const dates = { effective_date: '2026-02-01', end_date: '2026-03-01' };
  const cheaper = await add({ ...scope, ...dates, cost_per_unit: '3' });
  const [back, change] = await changes({ provider: 'named' });
  expect(change).toMatchObject({
    ...scope,
    organization_id: null,
    pricing_model: 'per_token',
    price_id: cheaper.id,
    previous_cost_per_unit: '4.000000000000',
    cost_per_unit: '3.000000000000',
    change_percentage: -25,
    effective_date: '2026-02-01T00:00:00.000Z',
    end_date: '2026-03-01T00:00:00.000Z',
  });
  // The price that it interrupted resumes, which is a change too.
  expect(back).toMatchObject({ previous_price_id: cheaper.id, change_percentage: 33.33, end_date: null });
  const { rows } = await database.admin.query(
    `select actor, subject from audit_log where action = 'price.changed' and details ->> 'cost_per_unit' = $1`,
    ['3.000000000000'],
  );
  expect(rows).toEqual([{ actor: 'olga', subject: cheaper.id }]);
});

test('a price of another unit, tier, part of the day, model or task type is no version of it', async () => {
  const provider = 'others';
  await add({ provider, cost_per_unit: '1', daily_end: '12:00:00' });
  for (const other of [
    { pricing_model: 'per_request', daily_end: '12:00:00' },
    { above_input_tokens: 1, daily_end: '12:00:00' },
    { daily_start: '12:00:00' },
    { model: 'm', daily_end: '12:00:00' },
    { task_type: 't', daily_end: '12:00:00' },
  ]) {
    await add({ provider, cost_per_unit: '9', effective_date: '2026-02-01', ...other });
  }
  expect(await changes({ provider })).toEqual([]);
});

test('pages hold every change once, the newest first', async () => {
  const provider = 'paged';
  for (const [index, cost_per_unit] of ['1', '2', '3', '4'].entries()) {
    await add({ provider, cost_per_unit, effective_date: `2026-0${index + 1}-01` });
  }
  const costs = async (query: Record<string, string>): Promise<number[]> => {
    const page = await api.result(listPriceChanges, { query: { provider, limit: '2', ...query } });
    const shown = page.changes.map((change) => Number(change.cost_per_unit));
    return page.next_cursor === null ? shown : [...shown, ...(await costs({ cursor: page.next_cursor }))];
  };
  expect(await costs({})).toEqual([4, 3, 2]);
});
