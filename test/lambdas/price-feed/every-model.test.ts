import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  calcPrice,
  updatePrices,
  waitForUpdate,
  type ModelInfo,
  type Provider,
} from '@pydantic/genai-prices';
import { importFeed } from '../../../lambdas/price-feed/import-feed.ts';
import type { ImportResult } from '../../../lambdas/price-feed/import-types.ts';
import { readFeed } from '../../../lambdas/price-feed/read-feed.ts';
import { ORGANIZATION, priceUsage } from '../../support/pricing.ts';
import type { OracleUsage } from '../../support/price-oracle.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-22T12:00:00Z');
const COPILOT_FLOOR = Date.parse('2026-06-01');
const aliases: Readonly<Record<string, string>> = {
  openai_codex: 'openai',
  google_code_assist: 'google',
  github_copilot: 'github-copilot',
};

// Before the import replaces what the library holds active.
const feed = (await waitForUpdate()) ?? [];

let database: TestDatabase;
let result: ImportResult;
beforeAll(async () => {
  database = await createTestDatabase();
  // Prices that operators hold would be left alone.
  await database.admin.query('delete from provider_pricing');
  result = await importFeed(database.feed, await readFeed(undefined, NOW), {
    now: NOW,
    acceptShrunken: false,
  });
  updatePrices(({ setProviderData }) => setProviderData(feed));
});
afterAll(() => database.drop());

type Sample = Pick<OracleUsage, 'provider' | 'model' | 'start' | 'input' | 'cacheRead' | 'cacheWrite'>;
const OUTPUT = 777;
const COMPUTE_UNITS = 3;

const toUsage = (sample: Sample): OracleUsage => ({
  ...sample,
  organization: ORGANIZATION,
  taskType: 'code_generation',
  tokens: (sample.input ?? 0) + OUTPUT,
  output: OUTPUT,
  microunits: BigInt(COMPUTE_UNITS) * 1_000_000n,
});

/** The library's price of the same usage, where a compute unit is an hour, a page or a text message. */
function priceOfLibrary(sample: Sample, provider: Provider): number | undefined {
  const usage = {
    input_tokens: sample.input ?? 0,
    cache_read_tokens: sample.cacheRead ?? 0,
    cache_write_tokens: sample.cacheWrite ?? 0,
    output_tokens: OUTPUT,
    audio_seconds: COMPUTE_UNITS * 3600,
    input_audio_seconds: COMPUTE_UNITS * 3600,
    input_document_pages: COMPUTE_UNITS,
  };
  const options = { provider, timestamp: new Date(sample.start) };
  return calcPrice(usage, sample.model ?? '', options)?.total_price;
}

type Priced = readonly [Sample, number | undefined];

/** Those of the samples that the database prices otherwise than expected. */
async function differences(samples: readonly Priced[]) {
  // A day at a time: prices of parts of the day are cut into days, all of those between the first and the last sample.
  const days = Map.groupBy(samples, ([{ start }]) => Math.floor(start / (24 * HOUR)));
  const found = [];
  for (const day of days.values()) found.push(...(await differencesOfDay(day)));
  return found;
}

async function differencesOfDay(samples: readonly Priced[]) {
  const priced = await priceUsage(
    database,
    samples.map(([sample]) => toUsage(sample)),
  );
  return samples
    .map(([{ provider, model, start, input }, expected], index) => {
      const at = new Date(start).toISOString();
      return { provider, model, at, input, expected, actual: priced[index]?.actual_cost };
    })
    .filter(({ expected, actual }, index) => {
      if (expected === undefined || actual == null) return true;
      const cacheWrite = samples[index]?.[0].cacheWrite ?? 0;
      return (
        Math.abs(Number(actual) - expected) > 1e-9 * expected + roundingOf(samples[index]?.[0]) * cacheWrite
      );
    });
}

/** Models that are cheaper than a token can be told in twelve decimals: half of the last one off, for each written. */
const ROUNDED =
  /^~?google\/gemini-(2\.5-flash-(image|lite)|3-flash-preview|3\.1-flash-lite(-preview)?|3\.5-flash|flash-latest)$/;
const roundingOf = (sample: Sample | undefined) =>
  sample?.provider === 'openrouter' && ROUNDED.test(sample.model ?? '') ? 5e-13 : 0;

test('all models are taken over; the one price that has more than twelve decimals says that it is rounded', async () => {
  expect(result).toMatchObject({
    refusal: null,
    models: 1694,
    held: 0,
    pricesSuperseded: 0,
    refusedModels: [],
  });
  const { rows: rounded } = await database.admin.query(
    `select provider, model, pricing_model, cost_per_unit, notes from provider_pricing where notes like '%rounded%'`,
  );
  expect(rounded.filter((row) => row.provider !== 'openrouter' || !ROUNDED.test(row.model))).toEqual([]);
  expect(rounded).toHaveLength(7);
  for (const row of rounded) {
    expect(row).toMatchObject({ pricing_model: 'per_cache_write_token', cost_per_unit: '0.000000083333' });
    expect(row.notes).toContain('cache_write_mtok 0.08333333333333334, rounded to what the price book holds');
  }
  const { rows } = await database.admin.query(
    'select provider, model from provider_pricing where superseded_at is null group by 1, 2',
  );
  for (const { id, models } of feed) {
    const stored = new Set(rows.filter(({ provider }) => provider === id).map(({ model }) => String(model)));
    const missing = models.filter((model) => !stored.has(model.id));
    expect(missing.map((model) => model.id)).toEqual([]);
  }
});

test('every model costs what the library says: at all tiers, cached or not, before, at and after all dates and times', async () => {
  const samples = feed.flatMap((provider) =>
    provider.models.flatMap((model) => {
      // By its id alone, which some models are not found by.
      const alone = { ...provider, models: [{ ...model, match: { equals: model.id } }] };
      return samplesOf(provider.id, model).map((sample) => [sample, priceOfLibrary(sample, alone)] as const);
    }),
  );
  expect(samples.length).toBeGreaterThan(10_000);
  expect(await differences(samples)).toEqual([]);
});

function samplesOf(provider: string, model: ModelInfo): Sample[] {
  const conditional = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
  const edges = conditional.flatMap(({ constraint }) => {
    if (constraint === undefined) return [];
    if (constraint.type === 'start_date') return [Date.parse(constraint.start_date)];
    const days = ['2025-03-03', '2026-08-17', '2026-11-21'];
    return days.flatMap((day) =>
      [constraint.start_time, constraint.end_time].map((time) => Date.parse(`${day}T${time}`)),
    );
  });
  const starts = conditional
    .flatMap(({ prices }) => Object.values(prices))
    .flatMap((price) => (typeof price === 'object' ? price.tiers.map(({ start }) => start) : []));
  const instants = [NOW - 200 * 24 * HOUR, NOW, ...edges.flatMap((edge) => [edge - 1, edge, edge + 1])];
  const inputs = [0, 12_345, ...new Set(starts)].flatMap((size) =>
    size < 100_000 ? [size] : [size - 1, size, size + 1],
  );
  return instants
    .filter((start) => provider !== 'github-copilot' || start >= COPILOT_FLOOR)
    .flatMap((start) =>
      inputs.flatMap((input) => [
        { provider, model: model.id, start, input, cacheRead: 0, cacheWrite: 0 },
        {
          provider,
          model: model.id,
          start,
          input,
          cacheRead: Math.floor(input / 2),
          cacheWrite: Math.floor(input / 3),
        },
      ]),
    );
}

test('every other name of a model costs what the library says for it, with the names that messages use too', async () => {
  const { rows } = await database.admin.query<{ provider: string; model: string }>(
    'select distinct provider, model from provider_pricing',
  );
  const samples = rows.flatMap(({ provider, model }) => {
    const feedProvider = feed.find(({ id }) => id === (aliases[provider] ?? provider));
    if (!feedProvider) throw new Error(`${provider} is not of the feed`);
    const sample = { provider, model, start: NOW, input: 300_000, cacheRead: 1_000, cacheWrite: 500 };
    const expected = priceOfLibrary(sample, feedProvider);
    // An id that matches nothing is priced by its id alone, as above.
    return expected === undefined ? [] : [[sample, expected] as const];
  });
  expect(new Set(samples.map(([{ provider }]) => provider)).size).toBe(feed.length + 3);
  expect(samples.length).toBeGreaterThan(2_700);
  expect(await differences(samples)).toEqual([]);
});

describe('what is not a price', () => {
  const priceOne = async (usage: Partial<OracleUsage>) =>
    (
      await priceUsage(database, [
        {
          ...toUsage({
            provider: 'openai',
            model: 'gpt-5',
            start: NOW,
            input: 100,
            cacheRead: 0,
            cacheWrite: 0,
          }),
          ...usage,
        },
      ])
    )[0];

  test('GitHub Copilot had none before it charged tokens', async () => {
    for (const provider of ['github-copilot', 'github_copilot']) {
      const at = (start: number) => priceOne({ provider, model: 'claude-sonnet-5', start });
      expect(await at(COPILOT_FLOOR - 1)).toMatchObject({
        actual_cost: null,
        unpriced_reason: 'actual_price_missing',
      });
      expect((await at(COPILOT_FLOOR))?.actual_cost).toBe('0.007970000000');
    }
  });

  test('an hour of audio that nobody tells of is unpriced, never free', async () => {
    const audio = { model: 'whisper-1', microunits: null };
    expect(await priceOne(audio)).toMatchObject({
      actual_cost: null,
      unpriced_reason: 'actual_compute_units_missing',
    });
  });

  test('what the subscription includes is free, by a price that says so', async () => {
    const free = await priceOne({ provider: 'github_copilot', model: 'gpt-4.1' });
    expect(free?.actual_cost).toBe('0.000000000000');
    const { rows } = await database.admin.query(
      "select notes from provider_pricing where provider = 'github_copilot' and model = 'gpt-4.1'",
    );
    expect(rows).toEqual([{ notes: expect.stringMatching(/free of charge; Included in the subscription/) }]);
  });
});
