import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayOf } from '../../../shared/figures/days.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { savingsSummary } from '../../../lambdas/analytics/savings-summary/contract.ts';
import { whatIf } from '../../../lambdas/analytics/what-if/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import {
  dollars,
  oracleCost,
  UNITS,
  type OraclePrice,
  type OracleUsage,
} from '../../support/price-oracle.ts';
import { setPrices } from '../../support/pricing.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-01-26T10:00:00Z');
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

const ZONES = ['UTC', 'Pacific/Kiritimati', 'America/New_York'];
// 42 days: more than one of the spans that daily_rate_cards works in. Prices change and executions start on the hour.
const HOURS = 42 * 24;
const start = fc.integer({ min: -HOURS, max: 0 }).map((hours) => NOW + hours * HOUR - 10 * HOUR);
const usages = fc.array(
  fc
    .record({
      provider: fc.constantFrom('p', 'p', 'p', 'nobody_prices_it'),
      success: fc.constantFrom(true, true, true, false),
      taskType: fc.constantFrom('t', 'u'),
      start,
      input: fc.oneof(fc.nat(2_000), fc.constantFrom(999, 1_000, 1_001)),
      output: fc.nat(2_000),
      cached: fc.nat(100),
      split: fc.boolean(),
      microunits: fc.option(fc.bigInt({ min: 0n, max: 10n ** 9n })),
    })
    .map(({ split, input, output, cached, success, ...rest }) => ({
      success,
      usage: {
        organization: '',
        ...rest,
        model: null,
        tokens: input + output,
        input: split ? input : null,
        cacheRead: split ? Math.min(cached, input) : null,
        cacheWrite: null,
        output: split ? output : null,
      } satisfies OracleUsage,
    })),
  { minLength: 1, maxLength: 40, size: 'max' },
);
const dayBefore = (days: number) => dayOf(new Date(NOW - days * 24 * HOUR), 'UTC');
const ranges = fc
  .tuple(fc.integer({ min: 15, max: 43 }), fc.integer({ min: 0, max: 15 }))
  .map(([first, last]) => ({ start_date: dayBefore(first), end_date: dayBefore(last) }));

const books = fc
  .tuple(
    fc.constantFrom([], [price({ unit: 'per_request' })]),
    fc.array(
      fc
        .record({
          organization: fc.constantFrom(null, 'own'),
          model: fc.constantFrom(null, 'm', 'n'),
          taskType: fc.constantFrom(null, 't'),
          unit: fc.constantFrom('per_token', 'per_request', ...UNITS),
          aboveInputTokens: fc.constantFrom(0, 0, 1000),
          picodollars: fc.bigInt({ min: 0n, max: 10n ** 9n }).map((value) => value * 1_000_000n),
          from: fc.oneof(start, fc.constant(NOW - 2 * HOURS * HOUR)),
          hours: fc.option(fc.integer({ min: 1, max: HOURS }), { nil: Infinity }),
          daily: fc.constantFrom([0, 86_400], [0, 86_400], [0, 43_200], [43_200, 86_400]),
        })
        .map(({ hours, daily: [dailyFrom = 0, dailyUntil = 0], ...rest }) =>
          price({ ...rest, until: rest.from + hours * HOUR, dailyFrom, dailyUntil }),
        ),
      { maxLength: 25, size: 'max' },
    ),
  )
  .map(([always, others]) => withoutOverlaps([...always, ...others]));

function withoutOverlaps(prices: readonly OraclePrice[]): OraclePrice[] {
  const scope = (item: OraclePrice) =>
    [item.organization, item.model, item.taskType, item.unit, item.aboveInputTokens].join();
  const overlap = (one: OraclePrice, other: OraclePrice) =>
    scope(one) === scope(other) &&
    one.from < other.until &&
    other.from < one.until &&
    one.dailyFrom < other.dailyUntil &&
    other.dailyFrom < one.dailyUntil;
  return prices.filter((item, index) => !prices.slice(0, index).some((other) => overlap(item, other)));
}

const message = ({ usage, success }: { readonly usage: OracleUsage; readonly success: boolean }) => ({
  provider: usage.provider,
  task_type: usage.taskType,
  success,
  start_time: new Date(usage.start).toISOString(),
  tokens_used: usage.tokens,
  ...(usage.input === null
    ? {}
    : { input_tokens: usage.input, cache_read_tokens: usage.cacheRead, output_tokens: usage.output }),
  compute_units: usage.microunits === null ? null : (Number(usage.microunits) / 1e6).toFixed(6),
});

test('random books and usage: to the last decimal what the oracle says of each execution, added up', async () => {
  let priced = 0;
  await fc.assert(
    fc.asyncProperty(
      usages,
      books,
      fc.constantFrom(...ZONES),
      fc.constantFrom(null, 'm', 'n', 'unknown'),
      ranges,
      async (items, book, timeZone, model, range) => {
        const organization_id = await createOrganization(database, { timeZone });
        const named = <Item extends { readonly organization: string | null }>(item: Item) =>
          item.organization === null ? item : { ...item, organization: organization_id };
        const ownBook = book.map(named);
        await setPrices(database, [own]);
        await store(database, organization_id, items.map(message));
        await setPrices(database, ownBook);

        const query = { organization_id, provider: 'b', ...range, ...(model && { model }) };
        const { usage, what_if } = await api.result(whatIf, { query });

        const costs = items
          .filter(({ success, usage: { provider, start: instant } }) => {
            const started = dayOf(new Date(instant), timeZone);
            return success && provider === 'p' && started >= range.start_date && started <= range.end_date;
          })
          .map((item) => oracleCost({ ...named(item.usage), provider: 'b', model }, ownBook));
        const known = costs.flatMap((cost) => ('cost' in cost ? [cost.cost] : []));
        const reasons = costs.flatMap((cost) => ('missing' in cost ? [`baseline_${cost.missing}`] : []));
        priced += known.length;
        expect(usage).toMatchObject({ tasks: costs.length, priced: known.length, not_kept: 0 });
        expect(
          usage.unpriced.flatMap(({ reason, tasks }) => Array<string>(tasks).fill(reason)).sort(),
        ).toEqual(reasons.sort());
        const baselineCost = known.reduce((sum, cost) => sum + cost, 0n);
        const actualCost = BigInt(known.length) * own.picodollars;
        if (known.length > 0) {
          expect(what_if.exact).toEqual({
            total_cost: dollars(actualCost),
            baseline_cost: dollars(baselineCost),
            total_savings: dollars(baselineCost - actualCost),
          });
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(priced).toBeGreaterThan(100);
});

test("random usage: the organization's own baseline gives the very figures of the summary", async () => {
  const book = [
    own,
    price({ model: 'm', unit: 'per_input_token', picodollars: 2_500_000n }),
    price({ model: 'm', unit: 'per_input_token', aboveInputTokens: 1000, picodollars: 5_000_001n }),
    price({ model: 'm', unit: 'per_cache_read_token', picodollars: 250_003n }),
    price({ model: 'm', unit: 'per_output_token', until: NOW - 20 * 24 * HOUR, picodollars: 10_000_007n }),
    price({ model: 'm', unit: 'per_output_token', from: NOW - 20 * 24 * HOUR, picodollars: 8_000_009n }),
  ];
  await fc.assert(
    fc.asyncProperty(usages, fc.constantFrom(...ZONES), ranges, async (items, timeZone, range) => {
      const organization_id = await createOrganization(database, { timeZone, baseline: 'b' });
      await database.admin.query("update organization_baselines set model = 'm' where organization_id = $1", [
        organization_id,
      ]);
      await setPrices(database, book);
      await store(database, organization_id, items.map(message));
      const query = { organization_id, ...range };
      const summary = await api.result(savingsSummary, { query });
      const answer = await api.result(whatIf, { query: { ...query, provider: 'b', model: 'm' } });

      const { total_savings, total_cost, baseline_cost, savings_percentage } = summary;
      const figures = { total_savings, total_cost, baseline_cost, savings_percentage };
      const exact = {
        total_savings: summary.exact.total_savings,
        total_cost: summary.exact.total_cost,
        baseline_cost: summary.exact.baseline_cost,
      };
      expect(answer.what_if).toEqual({ tasks: answer.usage.priced, ...figures, exact });
      expect(answer.recorded).toEqual(answer.what_if);
      expect(answer.usage.not_kept).toBe(0);
    }),
    { numRuns: 25 },
  );
});
