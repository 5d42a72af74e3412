import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { correctPrice } from '../../../lambdas/pricing/corrections/contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { createPrice } from '../../../lambdas/pricing/prices/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { acmePrice, everything } from '../../support/price-book.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
/** Prices of one line: January to March, March to May, a gap, July on. */
let ids: Record<
  'first' | 'second' | 'last' | 'contract' | 'computeUnit' | 'follower' | 'between' | 'morning' | 'allDay',
  string
>;

const operator = { operator: true, subject: 'olga' };

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(pricingOperations, database.api);
  const organization_id = await createOrganization(database, { members: { ann: 'admin', vic: 'viewer' } });
  const add = async (fields: object) => {
    const { id } = await api.result(createPrice, { ...operator, body: { ...acmePrice, ...fields } });
    return id;
  };
  ids = {
    first: await add({ cost_per_unit: '1', end_date: '2026-03-01' }),
    second: await add({ cost_per_unit: '2', effective_date: '2026-03-01', end_date: '2026-05-01' }),
    last: await add({ cost_per_unit: '3', effective_date: '2026-07-01' }),
    contract: await add({ provider: 'contracted', organization_id, source: 'contract' }),
    computeUnit: await add({ provider: 'units', pricing_model: 'per_compute_unit' }),
    follower: await add({ provider: 'moved', effective_date: '2026-02-01', end_date: '2026-03-01' }),
    between: await add({ provider: 'moved', effective_date: '2026-04-01', end_date: '2026-05-01' }),
    morning: await add({ provider: 'daily', daily_end: '12:00:00', end_date: '2026-02-01' }),
    allDay: await add({ provider: 'daily', effective_date: '2026-03-01' }),
  };
  await add({ provider: 'moved', end_date: '2026-02-01' });
});
afterAll(() => database.drop());

type PriceName = keyof typeof ids;
const reason = 'misread';

const badRequests: [PriceName, object, string | undefined, string][] = [
  ['first', {}, undefined, 'must change at least one of cost_per_unit, effective_date, end_date'],
  ['first', { cost_per_unit: '-1' }, 'cost_per_unit', 'not negative'],
  ['first', { cost_per_unit: 1 }, 'cost_per_unit', 'decimal string'],
  ['first', { cost_per_unit: '0.0000000000001' }, 'cost_per_unit', '12 decimals'],
  ['computeUnit', { cost_per_unit: '0.0000001' }, 'cost_per_unit', 'at most 6 decimals for per_compute_unit'],
  ['first', { cost_per_unit: '1.000' }, 'cost_per_unit', 'must differ'],
  ['first', { effective_date: '2026-01-01T01:00:00+01:00' }, 'effective_date', 'must differ'],
  ['first', { end_date: '2026-03-01' }, 'end_date', 'must differ'],
  ['last', { end_date: null }, 'end_date', 'must differ'],
  ['first', { end_date: '2026-01-01' }, 'end_date', 'must be after effective_date'],
  ['first', { effective_date: '2026-03-01' }, 'effective_date', 'must be before the end_date of the price'],
  ['first', { effective_date: null }, 'effective_date', 'must be a date'],
  ['first', { end_date: 'soon' }, 'end_date', 'must be a date (YYYY-MM-DD) or an RFC 3339 timestamp'],
  ['first', { cost_per_unit: '2', reason: '' }, 'reason', '1 to 2000 characters'],
  ['first', { cost_per_unit: '2', reason: undefined }, 'reason', 'is required'],
  ['first', { cost_per_unit: '2', reason: 'x'.repeat(2001) }, 'reason', '1 to 2000 characters'],
  ['first', { cost_per_unit: '2', dry_run: 'yes' }, 'dry_run', 'must be true or false'],
  ['first', { cost_per_unit: '2', currency: 'EUR' }, 'currency', 'is unknown'],
];

const overlaps: [PriceName, object, string, PriceName, string][] = [
  ['first', { end_date: '2026-03-02' }, 'end_date', 'second', '2026-03-01T00:00:00.000Z or earlier'],
  ['first', { end_date: null }, 'end_date', 'second', '2026-03-01T00:00:00.000Z or earlier'],
  ['second', { end_date: '2026-07-02' }, 'end_date', 'last', '2026-07-01T00:00:00.000Z or earlier'],
  ['second', { effective_date: '2026-01-01' }, 'effective_date', 'first', 'after 2026-01-01T00:00:00.000Z'],
  ['last', { effective_date: '2026-04-01' }, 'effective_date', 'second', '2026-05-01T00:00:00.000Z or later'],
  // The version before it would have to last until then, through the one between.
  [
    'follower',
    { effective_date: '2026-06-01', end_date: '2026-07-01' },
    'end_date',
    'between',
    '2026-04-01T00:00:00.000Z or earlier',
  ],
  ['morning', { end_date: null }, 'end_date', 'allDay', '2026-03-01T00:00:00.000Z or earlier'],
];

describe.each([{ dry_run: false }, { dry_run: true }])('$dry_run as dry_run: refused', ({ dry_run }) => {
  let before: Map<string, string[]>;
  beforeEach(async () => {
    before = await everything(database, 'none');
  });
  const refuse = async (name: PriceName, correction: object) => {
    const request = { ...operator, path: { id: ids[name] }, body: { reason, dry_run, ...correction } };
    const problem = await api.problem(correctPrice, request);
    expect(await everything(database, 'none')).toEqual(before);
    return problem;
  };

  test.each(badRequests)('%s %j, naming the field', async (name, correction, field, detail) => {
    const problem = await refuse(name, correction);
    expect(problem.status).toBe(400);
    expect(problem.errors).toEqual([
      { ...(field === undefined ? {} : { field }), detail: expect.stringContaining(detail) },
    ]);
  });

  test.each(overlaps)(
    '%s %j, naming the conflicting price',
    async (name, correction, field, other, advice) => {
      const problem = await refuse(name, correction);
      expect(problem.status).toBe(409);
      expect(problem.errors).toEqual([
        { field, detail: expect.stringContaining(`must be ${advice}: it would overlap price`) },
      ]);
      expect(problem.detail).toContain(ids[other]);
    },
  );

  test('for whoever may not change the price', async () => {
    const correct = (name: PriceName, subject: string) =>
      api.problem(correctPrice, {
        subject,
        path: { id: ids[name] },
        body: { reason, dry_run, cost_per_unit: '9' },
      });
    expect(await correct('first', 'ann')).toMatchObject({ status: 403 });
    expect(await correct('contract', 'vic')).toMatchObject({ status: 403 });
    const stranger = await correct('contract', 'eve');
    expect(stranger).toMatchObject({ status: 404, errors: [{ parameter: 'id' }] });
    const unknown = { ...ids, contract: '0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f' };
    expect(
      await api.problem(correctPrice, {
        subject: 'eve',
        path: { id: unknown.contract },
        body: { reason, dry_run, cost_per_unit: '9' },
      }),
    ).toEqual(stranger);
    expect(await everything(database, 'none')).toEqual(before);
  });
});

test.each([{ dry_run: false }, { dry_run: true }])(
  'a superseded price names its successor ($dry_run as dry_run)',
  async ({ dry_run }) => {
    const provider = `superseded-${dry_run}`;
    const body = { ...acmePrice, provider };
    const { id } = await api.result(createPrice, { ...operator, body });
    const correct = { ...operator, path: { id }, body: { reason, cost_per_unit: '9' } };
    const { price: successor } = await api.result(correctPrice, correct);
    const problem = await api.problem(correctPrice, { ...correct, body: { ...correct.body, dry_run } });
    expect(problem).toMatchObject({ status: 409, errors: [{ parameter: 'id' }] });
    expect(problem.detail).toContain(`is superseded by ${successor?.id}`);
  },
);
