import { expect, test } from '@jest/globals';
import { calcPrice, type ConditionalPrice } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { feedSchema } from '../../../lambdas/price-feed/feed-schema.ts';
import { priceLines, type PriceLine } from '../../../lambdas/price-feed/price-lines.ts';
import { RefusedModel } from '../../../lambdas/price-feed/unit-prices.ts';
import { feedOf } from '../../support/price-feed.ts';

const DAY = 86_400_000;

/** The lines of a model with such prices, as the feed writes them. */
function linesOf(prices: unknown, floor = -Infinity): PriceLine[] {
  const parsed = feedSchema.parse(feedOf({ p: { m: prices } }))[0]?.models[0];
  return priceLines(parsed?.prices ?? [], floor);
}

/** Compact: unit above window: from price. */
function shown(lines: readonly PriceLine[]): string[] {
  const time = (seconds: number) =>
    `${Math.floor(seconds / 3600)}:${String((seconds / 60) % 60).padStart(2, '0')}`;
  const day = (from: number) => (from === -Infinity ? 'always' : new Date(from).toISOString().slice(0, 10));
  return lines.map(({ unit, aboveInputTokens, dailyStart, dailyEnd, intervals }) =>
    [
      unit,
      aboveInputTokens,
      `${time(dailyStart)}-${time(dailyEnd)}`,
      ...intervals.map(
        ({ from, until, picodollars }) =>
          `${day(from)}-${until === Infinity ? '' : day(until)} ${picodollars}`,
      ),
    ].join(' '),
  );
}

test('classes and tiers of an unconditional price', () => {
  const tiered = { base: 1.25, tiers: [{ start: 200_000, price: 2.5 }] };
  expect(
    shown(linesOf({ input_mtok: tiered, cache_read_mtok: 0.125, output_mtok: 10, web_searches_kcount: 10 })),
  ).toEqual([
    'per_input_token 0 0:00-24:00 always- 1250000',
    'per_input_token 200000 0:00-24:00 always- 2500000',
    'per_cache_read_token 0 0:00-24:00 always- 125000',
    'per_output_token 0 0:00-24:00 always- 10000000',
    'per_web_search 0 0:00-24:00 always- 10000000000',
  ]);
});

test.each([
  ['cache_write_1h_mtok', 6, 'per_cache_write_1h_token', 6_000_000],
  ['input_audio_mtok', 1, 'per_audio_input_token', 1_000_000],
  ['output_audio_mtok', 20, 'per_audio_output_token', 20_000_000],
  ['input_image_mtok', 0.5, 'per_image_input_token', 500_000],
  ['output_reasoning_mtok', 3, 'per_reasoning_token', 3_000_000],
  // Dollars for a thousand.
  ['web_searches_kcount', 10, 'per_web_search', 10_000_000_000],
  ['requests_kcount', 5, 'per_request', 5_000_000_000],
])('%s %d is a price of its own', (key, price, unit, picodollars) => {
  expect(shown(linesOf({ input_mtok: 2, [key]: price })).toSorted()).toEqual(
    [
      'per_input_token 0 0:00-24:00 always- 2000000',
      `${unit} 0 0:00-24:00 always- ${picodollars}`,
    ].toSorted(),
  );
});

test('what messages do not tell apart is said', () => {
  const [line] = linesOf({ output_mtok: 2, output_image_mtok: 30, storage_searches_kcount: 2.5 });
  expect(line?.intervals[0]?.note).toBe('output_image_mtok are not told apart');
});

test('start dates cut time; equal neighbours are one, and what is not charged any more ends', () => {
  const dated = (start_date: string, prices: object) => ({
    constraint: { type: 'start_date', start_date },
    prices,
  });
  const prices = [
    { prices: { input_mtok: 1, cache_read_mtok: 0.5 } },
    dated('2026-03-01', { input_mtok: 1 }),
    dated('2026-04-01', { input_mtok: 2 }),
  ];
  expect(shown(linesOf(prices))).toEqual([
    'per_input_token 0 0:00-24:00 always-2026-04-01 1000000 2026-04-01- 2000000',
    'per_cache_read_token 0 0:00-24:00 always-2026-03-01 500000',
  ]);
  expect(shown(linesOf(prices, Date.parse('2026-03-15')))).toEqual([
    'per_input_token 0 0:00-24:00 2026-03-15-2026-04-01 1000000 2026-04-01- 2000000',
  ]);
});

test('a part of the day that goes over midnight is two', () => {
  const night = {
    constraint: { start_time: '22:30:00Z', end_time: '01:00:00+00:30' },
    prices: { output_mtok: 1 },
  };
  expect(shown(linesOf([{ prices: { output_mtok: 2 } }, night]))).toEqual([
    'per_output_token 0 0:00-0:30 always- 1000000',
    'per_output_token 0 0:30-22:30 always- 2000000',
    'per_output_token 0 22:30-24:00 always- 1000000',
  ]);
});

test('free, by the request, and by what only compute units tell', () => {
  expect(linesOf({})[0]?.intervals).toMatchObject([{ picodollars: 0n, note: 'free of charge' }]);
  expect(shown(linesOf({ input_mtok: 1, requests_kcount: 12 }))).toContain(
    'per_request 0 0:00-24:00 always- 12000000000',
  );
  const audio = linesOf({ audio_hours: 0.36, input_audio_hours: 0.36 });
  expect(shown(audio)).toEqual(['per_compute_unit 0 0:00-24:00 always- 360000000000']);
  expect(audio[0]?.intervals[0]?.note).toBe('one compute unit is an hour of audio');
  expect(shown(linesOf({ input_annotated_document_kpages: 3, input_document_kpages: 1 }))).toEqual([
    'per_compute_unit 0 0:00-24:00 always- 1000000000',
  ]);
});

test.each([
  ['what no message reports', { storage_searches_kcount: 10 }],
  ['a price that cannot be held', { cache_write_mtok: 0.0008333333333333334 }],
  ['a tier that leaves nothing to the base', { input_mtok: { base: 1, tiers: [{ start: 0, price: 2 }] } }],
])('%s refuses the model', (_name, prices) => {
  expect(() => linesOf(prices)).toThrow(RefusedModel);
});

test('at any instant the library has the same price in force', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00:00', '30:00', '00:01'))
    .map(([hour, rest]) => `${String(hour).padStart(2, '0')}:${rest}Z`);
  const constraint = fc.oneof(
    fc.constant(undefined),
    fc
      .integer({ min: 0, max: 6 })
      .map((day) => ({ type: 'start_date' as const, start_date: `2026-05-0${day + 1}` })),
    fc
      .tuple(time, time)
      .map(([start_time, end_time]) => ({ type: 'time_of_date' as const, start_time, end_time })),
  );
  const entries = fc.array(
    fc.record({ constraint, prices: fc.record({ input_mtok: fc.integer({ min: 1, max: 4 }) }) }),
    { minLength: 1, maxLength: 5 },
  );
  const begin = Date.parse('2026-04-30');
  // Edges are on whole hours, halves and the second after: so are the instants, and what is just before.
  const instant = fc
    .tuple(fc.integer({ min: 0, max: 9 * 48 }), fc.constantFrom(-1, 0, 999, 1000))
    .map(([halves, offset]) => begin + halves * 1_800_000 + offset);
  fc.assert(
    fc.property(entries, fc.array(instant, { minLength: 1, maxLength: 20 }), (prices, instants) => {
      const lines = linesOf(prices);
      for (const at of instants) expect(priceAt(lines, at)).toEqual([priceOfLibrary(prices, at)]);
    }),
    { numRuns: 500 },
  );
});

function priceAt(lines: readonly PriceLine[], at: number): number[] {
  const second = (at % DAY) / 1000;
  return lines
    .filter(({ dailyStart, dailyEnd }) => dailyStart <= second && second < dailyEnd)
    .flatMap(({ intervals }) => intervals.filter(({ from, until }) => from <= at && at < until))
    .map(({ picodollars }) => Number(picodollars) / 1e6);
}

function priceOfLibrary(prices: readonly ConditionalPrice[], at: number): number | undefined {
  const models = [{ id: 'm', match: { equals: 'm' }, prices: [...prices] }];
  const provider = { id: 'p', name: 'p', api_pattern: '', models };
  return calcPrice({ input_tokens: 1e6 }, 'm', { provider, timestamp: new Date(at) })?.total_price;
}
