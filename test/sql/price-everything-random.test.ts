import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EVERY_REASON } from '../support/billed/every-reason.ts';
import {
  DIMENSIONS,
  oracle,
  UNITS,
  type Execution,
  type Expected,
  type Factor,
  type Price,
  type Usage,
} from '../support/billed/oracle.ts';
import { BASELINE_PROVIDER, createPricingDatabase, ORGANIZATION } from '../support/pricing.ts';
import type { TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createPricingDatabase();
});
afterAll(() => database.drop());

const VALUES = { service_tier: ['batch', 'flex'], speed: ['fast'], inference_geo: ['us'] } as const;
const oneOf = (dimension: keyof typeof VALUES, often: number) =>
  fc.oneof(
    { weight: often, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom(...VALUES[dimension]) },
  );
const conditions = (often: number) =>
  fc.record({
    service_tier: oneOf('service_tier', often),
    speed: oneOf('speed', often),
    inference_geo: oneOf('inference_geo', often),
  });
const digits = (decimals: number, most: number) =>
  fc.bigInt({ min: 0n, max: BigInt(most) }).map((value) => {
    const text = value.toString().padStart(decimals + 1, '0');
    return `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
  });

const prices: fc.Arbitrary<Price[]> = fc
  .array(
    fc
      .record({
        organization_id: fc.constantFrom(null, null, ORGANIZATION),
        provider: fc.constantFrom('p', BASELINE_PROVIDER),
        model: fc.constantFrom(null, 'm'),
        task_type: fc.constantFrom(null, null, 't'),
        pricing_model: fc.constantFrom(...UNITS),
        above_input_tokens: fc.constantFrom(0, 0, 700),
        cost_per_unit: digits(12, 1e15),
      })
      .chain((price) => conditions(4).map((set) => ({ ...price, ...set }))),
    { maxLength: 40 },
  )
  .map((all) => [
    ...new Map(
      all.map(({ cost_per_unit: cost, ...line }) => [JSON.stringify(line), { ...line, cost_per_unit: cost }]),
    ).values(),
  ]);

const factors: fc.Arbitrary<Factor[]> = fc
  .array(
    fc
      .record({
        organization_id: fc.constantFrom(null, null, ORGANIZATION),
        provider: fc.constantFrom('p', BASELINE_PROVIDER),
        model: fc.constantFrom(null, 'm'),
        dimension: fc.constantFrom(...DIMENSIONS),
        factor: digits(6, 3e6),
      })
      .chain((factor) => fc.constantFrom(...VALUES[factor.dimension]).map((value) => ({ ...factor, value }))),
    { maxLength: 12 },
  )
  .map((all) => [
    ...new Map(all.map(({ factor, ...line }) => [JSON.stringify(line), { ...line, factor }])).values(),
  ]);

const maybe = (most: number) => fc.option(fc.nat(most), { nil: undefined });
const usage: fc.Arbitrary<Usage> = fc
  .record({
    plain: fc.nat(900),
    read: maybe(300),
    write: maybe(300),
    hour: maybe(300),
    audio: maybe(200),
    image: maybe(200),
    output: fc.nat(900),
    reasoning: maybe(900),
    spoken: maybe(900),
    searches: fc.constantFrom(undefined, undefined, 0, 3),
    units: fc.option(digits(18, 1e15), { nil: undefined }),
    requests: fc.constantFrom(undefined, undefined, 1, 2),
    known: fc.constantFrom('all', 'all', 'all', 'sum', 'input', 'none'),
  })
  .map(({ plain, read, write, hour, audio, image, output, reasoning, spoken, known, ...rest }): Usage => {
    const input = plain + (read ?? 0) + (write ?? 0);
    const all = {
      ...(rest.requests === undefined ? {} : { requests: rest.requests }),
      ...(rest.searches === undefined ? {} : { web_searches: rest.searches }),
      ...(rest.units === undefined ? {} : { compute_units: rest.units }),
    };
    if (known === 'none') return all;
    const classes: Usage = {
      tokens_used: input + output,
      input_tokens: input,
      output_tokens: output,
      ...(read === undefined ? {} : { cache_read_tokens: read }),
      ...(write === undefined ? {} : { cache_write_tokens: write }),
      ...(hour === undefined || write === undefined ? {} : { cache_write_1h_tokens: Math.min(hour, write) }),
      ...(audio === undefined ? {} : { audio_input_tokens: Math.min(audio, input) }),
      ...(image === undefined ? {} : { image_input_tokens: Math.min(image, input) }),
      ...(reasoning === undefined ? {} : { reasoning_tokens: Math.min(reasoning, output) }),
      ...(spoken === undefined ? {} : { audio_output_tokens: Math.min(spoken, output) }),
    };
    if (known === 'sum') return { ...all, tokens_used: input + output };
    if (known === 'input') return { ...all, input_tokens: input };
    return { ...all, ...classes };
  });

const execution: fc.Arbitrary<Execution> = fc
  .record({
    provider: fc.constantFrom('p', BASELINE_PROVIDER),
    model: fc.constantFrom(null, 'm', 'n'),
    task_type: fc.constantFrom('t', 'u'),
    used: usage,
    per_request: fc.oneof(
      { weight: 4, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.array(usage, { minLength: 1, maxLength: 4 }) },
    ),
    unknown_usage: fc.constantFrom(null, null, null, null, null, { video: 3, songs: 1 }),
    cache_hit: fc.constantFrom(false, false, false, false, true),
  })
  .chain((one) => conditions(3).map((set) => ({ ...one, ...set })));

/** Replaces the price book. */
async function setBook(book: readonly Price[], multiplied: readonly Factor[]): Promise<void> {
  const { admin } = database;
  await admin.query('delete from provider_pricing');
  await admin.query('delete from price_factors');
  const common = `currency, effective_date, source, created_by)`;
  await admin.query(
    `insert into provider_pricing (organization_id, provider, model, task_type, pricing_model, above_input_tokens, cost_per_unit,
       service_tier, speed, inference_geo, ${common}
     select organization_id, provider, model, task_type, pricing_model, above_input_tokens, cost_per_unit, service_tier, speed,
       inference_geo, 'USD', '2020-01-01', case when organization_id is null then 'manual_entry' else 'contract' end, 'test'
     from jsonb_populate_recordset(null::provider_pricing, $1)`,
    [JSON.stringify(book)],
  );
  await admin.query(
    `insert into price_factors (organization_id, provider, model, dimension, value, factor, effective_date, source, created_by)
     select organization_id, provider, model, dimension, value, factor, '2020-01-01',
       case when organization_id is null then 'manual_entry' else 'contract' end, 'test'
     from jsonb_populate_recordset(null::price_factors, $1)`,
    [JSON.stringify(multiplied)],
  );
}

async function priced(executions: readonly Execution[]): Promise<Expected[]> {
  const rows = executions.map((one, index) => ({
    ...one,
    row_number: index + 1,
    organization_id: ORGANIZATION,
    start_time: '2026-01-26T12:00:00Z',
  }));
  const { rows: found } = await database.admin.query<Expected>(
    `select actual_cost::text, baseline_cost::text, unpriced_reason, unpriced_detail
     from price_executions((select array_agg(e) from jsonb_populate_recordset(null::execution_to_price, $1) as e))
     order by row_number`,
    [JSON.stringify(rows)],
  );
  const zeros = (cost: string | null) => (cost === '0' ? '0.000000000000' : cost);
  return found.map((row) => ({
    ...row,
    actual_cost: zeros(row.actual_cost),
    baseline_cost: zeros(row.baseline_cost),
  }));
}

const BASELINE = { provider: BASELINE_PROVIDER, model: null };

test('all that is billed costs what the oracle says, to the last decimal, and is unpriced for the same reason', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      prices,
      factors,
      fc.array(execution, { minLength: 1, maxLength: 40 }),
      async (book, multiplied, all) => {
        await setBook(book, multiplied);
        const expected = all.map((one) => oracle(one, BASELINE, book, multiplied));
        expect(await priced(all)).toEqual(expected);
        for (const { unpriced_reason: reason } of expected) seen.add(reason ?? 'priced');
      },
    ),
    { numRuns: 400, examples: [EVERY_REASON] },
  );
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'priced',
      'usage_missing',
      'usage_class_unknown',
      'request_split_missing',
      'service_tier_price_missing',
      'actual_price_missing',
      'actual_token_split_missing',
      'actual_compute_units_missing',
      'baseline_request_split_missing',
      'baseline_service_tier_price_missing',
    ]),
  );
});

const single = execution.map((one) => ({ ...one, per_request: null }));

test('a list of one request is the request', async () => {
  await fc.assert(
    fc.asyncProperty(
      prices,
      factors,
      fc.array(single, { minLength: 1, maxLength: 30 }),
      async (book, multiplied, all) => {
        await setBook(book, multiplied);
        expect(await priced(all.map((one) => ({ ...one, per_request: [one.used] })))).toEqual(
          await priced(all),
        );
      },
    ),
    { numRuns: 30 },
  );
});

test('a task split into a message for each request costs what its list costs', async () => {
  const picodollars = (cost: string | null) => BigInt((cost ?? '0').replace('.', ''));
  const listed = fc.tuple(single, fc.array(usage, { minLength: 2, maxLength: 6 }));
  await fc.assert(
    fc.asyncProperty(prices, factors, listed, async (book, multiplied, [one, requests]) => {
      await setBook(book, multiplied);
      const [whole] = await priced([{ ...one, per_request: requests }]);
      const parts = await priced(requests.map((used) => ({ ...one, used })));
      const sides = ['actual_cost', 'baseline_cost'] as const;
      for (const side of sides) {
        const isKnown = parts.every((part) => part[side] !== null);
        expect(whole?.[side] !== null).toBe(isKnown);
        if (!isKnown) continue;
        const sum = parts.reduce((total, part) => total + picodollars(part[side]), 0n);
        const off = sum - picodollars(whole?.[side] ?? null);
        // Each message is rounded by itself, by half a trillionth at most.
        expect(2n * (off < 0n ? -off : off)).toBeLessThanOrEqual(BigInt(parts.length + 1));
      }
    }),
    { numRuns: 60 },
  );
});
