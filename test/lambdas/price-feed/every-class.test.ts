import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { calcPrice, updatePrices, waitForUpdate, type ModelInfo } from '@pydantic/genai-prices';
import { importFeed } from '../../../lambdas/price-feed/import-feed.ts';
import { readFeed } from '../../../lambdas/price-feed/read-feed.ts';
import { createPricingDatabase, ORGANIZATION } from '../../support/pricing.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
// Before the import replaces what the library holds active.
const feed = (await waitForUpdate()) ?? [];

let database: TestDatabase;
beforeAll(async () => {
  database = await createPricingDatabase();
  await importFeed(database.feed, await readFeed(undefined, NOW), { now: NOW, acceptShrunken: false });
  updatePrices(({ setProviderData }) => setProviderData(feed));
});
afterAll(() => database.drop());

/** The feed's key, our attribute of usage, and the library's. */
const classes = [
  ['cache_write_1h_mtok', 'cache_write_1h_tokens', 'cache_write_1h_tokens'],
  ['input_audio_mtok', 'audio_input_tokens', 'input_audio_tokens'],
  ['output_audio_mtok', 'audio_output_tokens', 'output_audio_tokens'],
  ['input_image_mtok', 'image_input_tokens', 'input_image_tokens'],
  ['output_reasoning_mtok', 'reasoning_tokens', 'output_reasoning_tokens'],
  ['web_searches_kcount', 'web_searches', 'web_searches'],
] as const;

const charges = ({ prices }: ModelInfo, key: string): boolean =>
  (Array.isArray(prices) ? prices.map((each) => each.prices) : [prices]).every((each) => key in each);

async function priced(usage: readonly { provider: string; model: string; used: object }[]) {
  const { rows } = await database.admin.query<{ cost: string | null }>(
    `select p.actual_cost::text as cost
     from price_executions((
       select array_agg(jsonb_populate_record(null::execution_to_price, u.fields || jsonb_build_object(
         'row_number', u.number, 'organization_id', $2::text, 'task_type', 't', 'start_time', $3::text)))
       from jsonb_array_elements($1) with ordinality as u (fields, number))) as p
     order by p.row_number`,
    [JSON.stringify(usage), ORGANIZATION, new Date(NOW).toISOString()],
  );
  return rows.map(({ cost }) => cost);
}

test.each(classes)(
  '%s costs what the library says, of every model that charges it',
  async (key, ours, theirs) => {
    const samples = feed.flatMap((provider) =>
      provider.models
        .filter((model) => charges(model, key))
        .flatMap((model) => {
          const alone = { ...provider, models: [{ ...model, match: { equals: model.id } }] };
          return [100, 300_000].map((input) => {
            // The library asks how much of the audio was cached, which messages do not tell.
            const cached = key.startsWith('input_') ? {} : { cache_read_tokens: 10, cache_write_tokens: 30 };
            const base = { input_tokens: input, output_tokens: 777, ...cached };
            const expected = calcPrice({ ...base, [theirs]: 7 }, model.id, {
              provider: alone,
              timestamp: new Date(NOW),
            });
            const used = { ...base, tokens_used: input + 777, [ours]: 7 };
            return {
              provider: provider.id,
              model: model.id,
              used,
              expected: expected?.total_price ?? Number.NaN,
            };
          });
        }),
    );
    expect(samples.length).toBeGreaterThan(0);
    const costs = await priced(samples);
    const wrong = samples
      .map(({ provider, model, expected }, index) => ({ provider, model, expected, actual: costs[index] }))
      .filter(
        ({ expected, actual }) => !(Math.abs(Number(actual ?? 'NaN') - expected) <= 1e-9 * expected + 1e-11),
      );
    expect(wrong).toEqual([]);
  },
);
