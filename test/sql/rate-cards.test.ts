import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const NOON = '2026-01-26T12:00:00Z';
const before = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
const hours = (count: number) => new Date(Date.parse(NOON) + count * 3_600_000).toISOString();

let database: TestDatabase;
let own: string;
let other: string;
beforeAll(async () => {
  database = await createTestDatabase();
  own = randomUUID();
  other = randomUUID();
  await database.admin.query("insert into organizations (id, name) select unnest($1::uuid[]), 'Initech'", [
    [own, other],
  ]);
});
beforeEach(() => database.admin.query('truncate provider_pricing, price_factors cascade'));
afterAll(() => database.drop());

interface Dated {
  readonly organization?: string;
  readonly model?: string | null;
  readonly from?: string;
  readonly until?: string;
  readonly superseded?: boolean;
}

interface Price extends Dated {
  readonly unit?: string;
  readonly cost?: number;
  readonly tier?: string | undefined;
  readonly speed?: string | undefined;
  readonly geo?: string | undefined;
  readonly daily?: readonly [string, string];
}

async function addPrice(price: Price): Promise<string> {
  const { rows } = await database.admin.query<{ id: string }>(
    `insert into provider_pricing (organization_id, provider, model, pricing_model, cost_per_unit, service_tier, speed, inference_geo,
       effective_date, end_date, superseded_at, daily_start, daily_end, source, created_by)
     values ($1, 'p', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'test') returning id`,
    [
      price.organization,
      price.model === undefined ? 'm' : price.model,
      price.unit ?? 'per_token',
      price.cost ?? 1,
      price.tier,
      price.speed,
      price.geo,
      price.from ?? '2020-01-01',
      price.until,
      price.superseded ? NOON : null,
      price.daily?.[0] ?? '00:00',
      price.daily?.[1] ?? '24:00',
      price.organization === undefined ? 'manual_entry' : 'contract',
    ],
  );
  return rows[0]?.id ?? '';
}

interface Factor extends Dated {
  readonly dimension?: 'service_tier' | 'speed' | 'inference_geo';
  readonly value?: string;
  readonly factor: number;
}

async function addFactor(factor: Factor): Promise<void> {
  await database.admin.query(
    `insert into price_factors (organization_id, provider, model, dimension, value, factor, effective_date, end_date,
       superseded_at, source, created_by)
     values ($1, 'p', $2, $3, $4, $5, $6, $7, $8, $9, 'test')`,
    [
      factor.organization,
      factor.model,
      factor.dimension ?? 'service_tier',
      factor.value ?? 'batch',
      factor.factor,
      factor.from ?? '2020-01-01',
      factor.until,
      factor.superseded ? NOON : null,
      factor.organization === undefined ? 'manual_entry' : 'contract',
    ],
  );
}

interface Key {
  readonly organization?: string | null;
  readonly model?: string | null;
  readonly tier?: string | null;
  readonly speed?: string | null;
  readonly geo?: string | null;
}

const cards = z.array(
  z.object({
    from: z.date(),
    until: z.union([z.date(), z.literal(Infinity)]),
    per_token: z.string().nullable(),
    token_factor: z.string().nullable(),
    missing_condition: z.string().nullable(),
    is_any_model: z.boolean(),
    price_ids: z.array(z.string()),
  }),
);

/** The cards of keys that share one provider, in the order of time. */
async function cardsOf(keys: readonly Key[], from = NOON, to = from) {
  const { rows } = await database.admin.query(
    `select valid_from as from, valid_to as until, per_token::text, token_factor::text, missing_condition, is_any_model,
       price_ids::text[]
     from rate_cards($1, $2, $3, $4, $5, $6, $7, $8, $9)
     order by valid_from`,
    [
      keys.map(({ organization = own }) => organization),
      keys.map(() => 'p'),
      keys.map(({ model = 'm' }) => model),
      keys.map(() => 't'),
      keys.map(({ tier = null }) => tier),
      keys.map(({ speed = null }) => speed),
      keys.map(({ geo = null }) => geo),
      from,
      to,
    ],
  );
  return cards.parse(rows);
}
/** By when it begins. */
const factorsOf = async (keys: readonly Key[], from?: string, to?: string) =>
  (await cardsOf(keys, from, to)).map((card) => [
    card.from.toISOString(),
    card.token_factor === null ? card.missing_condition : Number(card.token_factor),
  ]);

test('keys of organizations without contracts are one key', async () => {
  const id = await addPrice({});
  const shared = await cardsOf([{}, { organization: other }, {}]);
  expect(shared.map(({ price_ids }) => price_ids)).toEqual([[id]]);
});

test('an organization with a contract has a card of its own; one whose contract is superseded has the list', async () => {
  await addPrice({ cost: 1 });
  await addPrice({ organization: own, cost: 2 });
  await addPrice({ organization: other, cost: 3, superseded: true });
  const both = await cardsOf([{}, { organization: other }]);
  expect(both.map(({ per_token }) => Number(per_token)).toSorted((a, b) => a - b)).toEqual([1, 2]);
});

test('a superseded price is none', async () => {
  await addPrice({ superseded: true });
  expect(await cardsOf([{}])).toEqual([]);
});

test('without a model, only a price for any model is a candidate, and it is said', async () => {
  await addPrice({ model: 'm' });
  const any = await addPrice({ model: null, cost: 2 });
  expect(await cardsOf([{ model: null }])).toMatchObject([{ price_ids: [any], is_any_model: true }]);
  expect(await cardsOf([{ model: 'm' }])).toMatchObject([{ is_any_model: false }]);
});

test('a price is in force from its first instant to before its end, whatever the span that is asked for', async () => {
  await addPrice({ from: hours(1), until: hours(2) });
  const inForce = { from: new Date(hours(1)), until: new Date(hours(2)) };
  expect(await cardsOf([{}], NOON, before(hours(1)))).toEqual([]);
  expect(await cardsOf([{}], NOON, hours(1))).toMatchObject([{ from: inForce.from }]);
  // To the very instant of its end: who started then is not within.
  expect(await cardsOf([{}], NOON, hours(2))).toMatchObject([inForce]);
  expect(await cardsOf([{}], NOON, hours(9))).toMatchObject([inForce]);
  expect(await cardsOf([{}], before(hours(2)), hours(9))).toMatchObject([
    { from: new Date(before(hours(2))), until: inForce.until },
  ]);
  expect(await cardsOf([{}], hours(2), hours(9))).toEqual([]);
});

test('a factor is in force from its first instant to before its end, whatever the span that is asked for', async () => {
  await addPrice({});
  await addFactor({ factor: 0.5, from: hours(1), until: hours(2) });
  const keys = [{ tier: 'batch' }];
  const none = 'service_tier=batch';
  expect(await factorsOf(keys, NOON, before(hours(1)))).toEqual([[new Date(NOON).toISOString(), none]]);
  expect(await factorsOf(keys, NOON, hours(1))).toEqual([
    [new Date(NOON).toISOString(), none],
    [hours(1), 0.5],
  ]);
  expect(await factorsOf(keys, NOON, hours(2))).toEqual([
    [new Date(NOON).toISOString(), none],
    [hours(1), 0.5],
    [hours(2), none],
  ]);
  expect(await factorsOf(keys, hours(1), before(hours(2)))).toEqual([[hours(1), 0.5]]);
  expect(await factorsOf(keys, hours(2), hours(9))).toEqual([[hours(2), none]]);
});

const AT_NOON = [[new Date(NOON).toISOString(), expect.anything()]];
const batch = { tier: 'batch' } as const;

test.each<[string, readonly Factor[], Key, number | string]>([
  ['none', [], batch, 'service_tier=batch'],
  ['a superseded one', [{ factor: 2, superseded: true }], batch, 'service_tier=batch'],
  ['one of another value', [{ factor: 2, value: 'flex' }], batch, 'service_tier=batch'],
  ['one of another dimension', [{ factor: 2, dimension: 'speed' }], batch, 'service_tier=batch'],
  ['one of another model', [{ factor: 2, model: 'n' }], batch, 'service_tier=batch'],
  ['one for any model', [{ factor: 2 }], batch, 2],
  ['of a model and any, that of the model', [{ factor: 3, model: 'm' }, { factor: 2 }], batch, 3],
  [
    'the same value of two dimensions, each its own',
    [
      { factor: 2, value: 'x' },
      { factor: 5, dimension: 'speed', value: 'x' },
    ],
    { tier: 'x', speed: 'x' },
    10,
  ],
  ['of two conditions, one', [{ factor: 2 }], { tier: 'batch', speed: 'fast' }, 'speed=fast'],
  ['for the default', [{ factor: 2 }], {}, 1],
])('factors of a list card: %s', async (_, factors, key, expected) => {
  await addPrice({});
  for (const factor of factors) await addFactor(factor);
  expect(await factorsOf([key])).toEqual(AT_NOON);
  expect((await factorsOf([key]))[0]?.[1]).toBe(expected);
});

test('a list factor is not for a contract card, a contract factor neither for a list card nor for another organization', async () => {
  await addPrice({});
  await addFactor({ factor: 2 });
  await addFactor({ factor: 7, organization: other });
  expect((await factorsOf([batch]))[0]?.[1]).toBe(2);
  await addFactor({ factor: 3, organization: own });
  expect((await factorsOf([batch]))[0]?.[1]).toBe(2);
  await addPrice({ organization: own, cost: 4 });
  expect((await factorsOf([batch]))[0]?.[1]).toBe(3);
  expect((await factorsOf([{ ...batch, organization: other }]))[0]?.[1]).toBe(2);
});

test('a price of a part of the day is in force within it alone, and one that never comes within the span is none', async () => {
  await addPrice({ daily: ['10:00', '14:00'], from: hours(-24), until: hours(24) });
  const spans = (await cardsOf([{}], hours(-26), hours(26))).map(({ from, until }) => [from, until]);
  expect(spans).toEqual(
    [
      [hours(-24), hours(-22)],
      [hours(-2), hours(2)],
      [hours(22), hours(24)],
    ].map((span) => span.map((instant) => new Date(instant ?? ''))),
  );
  expect(await cardsOf([{}], hours(2), hours(21))).toEqual([]);
});

/** Of a service tier (4), a speed (2) and a place of inference (1), those that are bits of a number. */
const SUBSETS = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const conditionsOf = (bits: number) => ({
  tier: bits & 4 ? 'batch' : undefined,
  speed: bits & 2 ? 'fast' : undefined,
  geo: bits & 1 ? 'us' : undefined,
});
const ALL = { tier: 'batch', speed: 'fast', geo: 'us' } as const;

test.each(SUBSETS)(
  'what a price for the conditions %i leaves is multiplied by their factors',
  async (bits) => {
    await addPrice(conditionsOf(bits));
    await addFactor({ factor: 2 });
    await addFactor({ factor: 3, dimension: 'speed', value: 'fast' });
    await addFactor({ factor: 5, dimension: 'inference_geo', value: 'us' });
    const left = (bits & 4 ? 1 : 2) * (bits & 2 ? 1 : 3) * (bits & 1 ? 1 : 5);
    expect((await factorsOf([ALL]))[0]?.[1]).toBe(left);
  },
);

const PAIRS = SUBSETS.flatMap((first) =>
  SUBSETS.filter((second) => second > first).map((second) => [first, second]),
);
const size = (bits: number) => bits.toString(2).replaceAll('0', '').length;

test.each(PAIRS)(
  'of prices for the conditions %i and %i that for more, or for the first of them, applies',
  async (a = 0, b = 0) => {
    const ids = new Map([
      [a, await addPrice(conditionsOf(a))],
      [b, await addPrice(conditionsOf(b))],
    ]);
    const better = size(a) > size(b) ? a : b;
    expect((await cardsOf([ALL])).map(({ price_ids }) => price_ids)).toEqual([[ids.get(better)]]);
  },
);
