import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { whatIf } from '../../../lambdas/analytics/what-if/contract.ts';
import { connect } from '../../../shared/database/database.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import type { OraclePrice } from '../../support/price-oracle.ts';
import { setPrices } from '../../support/pricing.ts';
import { limit } from '../../support/limits.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const DAY = 86_400_000;
let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
});
afterAll(() => database.drop());

const price = (fields: Partial<OraclePrice>): OraclePrice => ({
  organization: null,
  provider: 'b',
  model: null,
  taskType: null,
  unit: 'per_token',
  aboveInputTokens: 0,
  picodollars: 1_000_000n,
  from: Date.parse('2020-01-01'),
  until: Infinity,
  dailyFrom: 0,
  dailyUntil: 86_400,
  ...fields,
});
/** What the executions really ran on. */
const own = price({ provider: 'p', unit: 'per_request', picodollars: 3_000_000_000n });

describe('against any baseline', () => {
  let organization_id: string;
  const ask = (query: Readonly<Record<string, string>>) =>
    api.result(whatIf, { query: { organization_id, start_date: '2026-01-01', ...query } });

  beforeEach(async () => {
    organization_id = await createOrganization(database, { baseline: 'b' });
    await setPrices(database, [
      own,
      price({}),
      price({ provider: 'c', unit: 'per_output_token', picodollars: 9_000_000n }),
      price({ provider: 'c', model: 'm', picodollars: 4_000_000n }),
    ]);
    await store(database, organization_id, [
      { provider: 'p', tokens_used: 10_000 },
      { provider: 'p', tokens_used: 3_000, input_tokens: 1_000, output_tokens: 2_000 },
      { provider: 'p', tokens_used: 50_000, success: false },
      { provider: 'nobody_prices_it', tokens_used: 50_000 },
      { provider: 'p', tokens_used: 50_000, start_time: '2025-12-31T23:59:59Z' },
    ]);
  });

  test('the cost, the saving and how much of the usage has a price are told', async () => {
    expect(await ask({ provider: 'c' })).toEqual({
      currency: 'USD',
      period: { start: '2026-01-01', end: '2026-01-26' },
      baseline: { provider: 'c', model: null, rule: null, task_type: null, label: null },
      usage: {
        tasks: 2,
        priced: 1,
        priced_share: 0.5,
        unpriced: [{ reason: 'baseline_token_split_missing', tasks: 1 }],
        not_kept: 0,
      },
      what_if: {
        tasks: 1,
        total_cost: 0,
        baseline_cost: 0.02,
        total_savings: 0.02,
        savings_percentage: 83.33,
        exact: {
          total_cost: '0.003000000000',
          baseline_cost: '0.018000000000',
          total_savings: '0.015000000000',
        },
      },
      recorded: {
        tasks: 1,
        total_cost: 0,
        baseline_cost: 0,
        total_savings: 0,
        savings_percentage: 0,
        exact: {
          total_cost: '0.003000000000',
          baseline_cost: '0.003000000000',
          total_savings: '0.000000000000',
        },
      },
    });
  });

  test('a model has its own prices, or those of its provider for any model', async () => {
    const ofModel = await ask({ provider: 'c', model: 'm' });
    expect(ofModel.what_if.exact.baseline_cost).toBe('0.052000000000');
    const unknown = await ask({ provider: 'b', model: 'unknown' });
    expect(unknown.what_if.exact.baseline_cost).toBe('0.013000000000');
  });

  test('a baseline that is dearer to whom has a contract is dearer here', async () => {
    const other = await createOrganization(database);
    const contract = { unit: 'per_request', picodollars: 1_000_000_000_000n } as const;
    await setPrices(database, [
      price({}),
      price({ ...contract, organization: organization_id }),
      price({ organization: other, picodollars: 7n }),
    ]);
    expect((await ask({ provider: 'b' })).what_if.exact.baseline_cost).toBe('2.000000000000');
  });

  test('a baseline that nobody prices costs nothing that could be shown', async () => {
    const answer = await ask({ provider: 'nobody_prices_it' });
    expect(answer.usage).toMatchObject({
      tasks: 2,
      priced: 0,
      unpriced: [{ reason: 'baseline_price_missing', tasks: 2 }],
    });
    expect(answer.what_if).toMatchObject({ tasks: 0, baseline_cost: null, savings_percentage: null });
    expect(answer.recorded).toMatchObject({ tasks: 0, total_savings: null, exact: { total_savings: null } });
  });

  test('usage that retention has removed is not priced, and that is said', async () => {
    await database.admin.query(
      'delete from task_executions where organization_id = $1 and tokens_used = 3000',
      [organization_id],
    );
    const { usage } = await ask({ provider: 'b' });
    expect(usage).toMatchObject({ tasks: 1, priced: 1, not_kept: 1 });
  });

  test('when the range is too much work, the problem names it', async () => {
    const { username: user, hostname: host, port, pathname } = new URL(database.url('payback_api'));
    const settings = {
      user,
      password: '',
      host,
      port: Number(port),
      database: pathname.slice(1),
      ssl: false,
    };
    const hurried = connect({ statementTimeout: limit(0.2), settings: () => Promise.resolve(settings) });
    // A lock stands for work that takes long.
    const blocker = await database.admin.connect();
    try {
      await blocker.query('begin; lock table task_executions in access exclusive mode');
      const query = { organization_id, provider: 'b', start_date: '2026-01-01', end_date: '2026-01-26' };
      const problem = await apiOf(analyticsOperations, hurried).problem(whatIf, { query });
      expect(problem).toMatchObject({
        status: 503,
        type: 'urn:payback:problem:timeout',
        detail: expect.stringContaining('the executions from 2026-01-01 to 2026-01-26'),
        errors: [{ parameter: 'start_date' }, { parameter: 'end_date' }],
      });
    } finally {
      await blocker.query('rollback');
      blocker.release();
      await hurried.end();
    }
  });
});

test('each execution finds the price of its instant, however often prices change', async () => {
  // At noon of more days than are looked up at once; the price is as many dollars as its number.
  const organization_id = await createOrganization(database, { baseline: 'b' });
  const first = Date.parse('2025-11-01T12:00:00Z');
  const changes = Array.from({ length: 70 }, (_, index) => first + index * DAY);
  await setPrices(database, [
    own,
    ...changes.map((from, index) =>
      price({ unit: 'per_request', picodollars: BigInt(index) * 10n ** 12n, from, until: from + DAY }),
    ),
  ]);
  const instants = changes.flatMap((start) => [start, start + DAY - 1]);
  await store(
    database,
    organization_id,
    instants.map((start) => ({ provider: 'p', start_time: new Date(start).toISOString() })),
  );
  const query = { organization_id, provider: 'b', start_date: '2025-11-01' };
  const { usage, what_if } = await api.result(whatIf, { query });
  expect(usage).toMatchObject({ tasks: 140, priced: 140 });
  expect(what_if.baseline_cost).toBe(70 * 69);
});
