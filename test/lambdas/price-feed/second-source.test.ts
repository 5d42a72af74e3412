import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { importFeed } from '../../../lambdas/price-feed/import-feed.ts';
import { isAnythingNew } from '../../../lambdas/price-feed/names.statement.ts';
import type { ReadFeed } from '../../../lambdas/price-feed/read-feed.ts';
import { priceTable } from '../../../lambdas/price-feed/table/price-table.ts';
import { litellm } from '../../support/price-sources.ts';
import { pausingAtTheGate } from '../../support/price-book.ts';
import { feedOf, feedPrices, readOf } from '../../support/price-feed.ts';
import { dropSources, startSources, NOW, LATER, openai, type Sources } from '../../support/price-sources.ts';

let database: Sources['database'];
let take: Sources['take'];
let run: Sources['run'];
let all: Sources['all'];
let costs: Sources['costs'];
let recalculateAll: Sources['recalculateAll'];
beforeEach(async () => {
  ({ database, take, run, all, costs, recalculateAll } = await startSources());
});
afterAll(dropSources);

describe('a second source', () => {
  const second = litellm({
    'gpt-9': { input_cost_per_token: 1.2e-6, output_cost_per_token: 8.8e-6 },
    'openai/gpt-10': { input_cost_per_token: 3e-6, output_cost_per_token: 9e-6 },
  });

  test('has what the first has not, and says so', async () => {
    await take(openai, NOW, { second });
    await run('openai_codex', 'gpt-10');
    expect(await costs()).toMatchObject([{ cost: '0.003900000000' }]);
    expect(
      await all(
        "select distinct notes, confirmed_on::text as on from provider_pricing where model = 'gpt-10'",
      ),
    ).toEqual([{ notes: 'openai/gpt-10 of litellm', on: '2026-06-30' }]);
  });

  test('disputes what it contradicts by more than a tenth, of models in use, until they agree', async () => {
    expect(await take(openai, NOW, { second })).toMatchObject({ disputes: 0 });
    await run('openai_codex', 'gpt-9');
    expect(await take(openai, NOW, { second })).toMatchObject({ disputes: 1 });
    const disputes = () =>
      all(`select provider, model, pricing_model as unit, trim_scale(cost_per_unit * 1e6)::text as cost, price_source,
             trim_scale(other_cost_per_unit * 1e6)::text as other, other_source, since::text from price_disputes`);
    const [dispute] = await disputes();
    // Of the two units, output differs by exactly a tenth.
    expect(dispute).toMatchObject({
      provider: 'openai_codex',
      model: 'gpt-9',
      unit: 'per_input_token',
      cost: '1',
      price_source: 'genai-prices',
      other: '1.2',
      other_source: 'litellm',
    });
    await take(openai, LATER, { second });
    expect(await disputes()).toEqual([dispute]);
    await take({ openai: { 'gpt-9': { input_mtok: 1.2, output_mtok: 8.8 } } }, LATER, { second });
    expect(await disputes()).toEqual([]);
  });

  test('contradicts no dated name that it has without its date only', async () => {
    await run('openai_codex', 'gpt-9-2026-01-01');
    const dated = { openai: { 'gpt-9-2026-01-01': { input_mtok: 9, output_mtok: 9 } } };
    expect(await take(dated, NOW, { second })).toMatchObject({ disputes: 0 });
    expect(await costs()).toMatchObject([{ cost: null }]);
    await recalculateAll();
    expect(await costs()).toMatchObject([{ cost: '0.009900000000' }]);
  });

  test('contradicts nothing that began after it was made', async () => {
    await run('openai_codex', 'gpt-9');
    const dated = (start_date: string) => ({
      openai: {
        'gpt-9': [
          { prices: { input_mtok: 1.2, output_mtok: 8.8 } },
          { constraint: { start_date }, prices: { input_mtok: 2, output_mtok: 8.8 } },
        ],
      },
    });
    expect(await take(dated('2026-07-01'), NOW, { second })).toMatchObject({ disputes: 0 });
    expect(await take(dated('2026-06-30'), NOW, { second })).toMatchObject({ disputes: 1 });
  });

  test('is left out when it is not what it should be, and the first is taken over all the same', async () => {
    const broken: ReadFeed = { name: 'litellm', source: 'test', content: { refusal: 'malformed: not JSON' } };
    expect(await take(openai, NOW, { second: broken })).toMatchObject({
      refusal: null,
      secondRefusal: 'malformed: not JSON',
      versionsCreated: 4,
    });
    expect(await all('select price_source, refusal from price_feed_imports order by id')).toEqual([
      { price_source: 'litellm', refusal: 'malformed: not JSON' },
      { price_source: 'genai-prices', refusal: null },
    ]);
  });
});

describe('a name that no import has seen', () => {
  const isNew = async () =>
    (await database.feed.transaction((transaction) => isAnythingNew.one(transaction))).is_new;

  test('is looked up, priced if the rules know it, and what it cost is recalculated', async () => {
    await take(openai);
    expect(await isNew()).toBe(false);
    await run('openai_codex', 'GPT 9 (high)');
    await run('openai_codex', 'OpenAI: GPT-9');
    await run('openai_codex', 'nothing');
    expect(await costs()).toMatchObject([{ cost: null }, { cost: null }, { cost: null }]);
    expect(await isNew()).toBe(true);
    await take(openai);
    await recalculateAll();
    expect(await isNew()).toBe(false);
    expect(await costs()).toMatchObject([
      { model: 'GPT 9 (high)', cost: '0.001800000000', basis: 'named' },
      { model: 'OpenAI: GPT-9', cost: '0.001800000000', basis: 'named' },
      { model: 'nothing', cost: null, reason: 'actual_price_missing' },
    ]);
    await run('openai_codex', 'nothing', { task_id: 'again' });
    expect(await isNew()).toBe(false);
  });

  test('that comes while an import is under way waits for the next one', async () => {
    const late = () => all("insert into model_names (provider, model) values ('openai', 'late')");
    const paused = pausingAtTheGate(database.feed, async () => void (await late()));
    const options = { now: Date.parse(NOW), acceptShrunken: true };
    await importFeed(paused, readOf(feedOf(openai)), options);
    expect(await isNew()).toBe(true);
    await take(openai);
    expect(await isNew()).toBe(false);
  });

  test('a baseline has it too', async () => {
    await take(openai);
    await database.admin.query("update organization_baselines set model = 'openai/gpt-9'");
    await run('openai', 'gpt-9');
    expect(await isNew()).toBe(true);
    await take(openai);
    await recalculateAll();
    expect(await all('select baseline_cost::text as cost from task_executions')).toEqual([
      { cost: '0.001800000000' },
    ]);
  });

  test('is inferred where only its beginning is known, and not any more once a source names it', async () => {
    const [provider] = feedOf(openai);
    const feed = (names: readonly string[]) =>
      readOf([
        {
          ...provider,
          models: [
            { id: 'gpt-9', match: { starts_with: 'gpt-9' }, prices: { input_mtok: 1, output_mtok: 8 } },
            ...names.map((id) => ({ id, match: { equals: id }, prices: { input_mtok: 1, output_mtok: 8 } })),
          ].toReversed(),
        },
      ]);
    const options = { now: Date.parse(NOW), acceptShrunken: true };
    await importFeed(database.feed, feed([]), options);
    await run('openai_codex', 'gpt-9-fast');
    await importFeed(database.feed, feed([]), options);
    await recalculateAll();
    expect(await costs()).toMatchObject([{ cost: '0.001800000000', basis: 'inferred' }]);
    await importFeed(database.feed, feed(['gpt-9-fast']), options);
    await recalculateAll();
    expect(await costs()).toMatchObject([{ cost: '0.001800000000', basis: 'named' }]);
  });
});

test('each price says for which day its source last said so, without becoming another price', async () => {
  await take(openai);
  const confirmed = () =>
    all(
      `select id, confirmed_on::text as on from provider_pricing where provider = 'openai' order by pricing_model`,
    );
  const ids = (
    await all("select id from provider_pricing where provider = 'openai' order by pricing_model")
  ).flat();
  const on = (day: string) => ids.map((row) => Object.assign({}, row, { on: day }));
  expect(await confirmed()).toEqual(on('2026-05-31'));
  const newer = readOf(feedOf(openai), '2026-06-15');
  const result = await importFeed(database.feed, newer, { now: Date.parse(LATER), acceptShrunken: false });
  expect(result).toMatchObject({ versionsCreated: 0, pricesSuperseded: 0 });
  expect(await confirmed()).toEqual(on('2026-06-15'));
});

test('prices of DeepSeek are those since its change, and the feed’s before', async () => {
  const old = { deepseek: { 'deepseek-chat': { input_mtok: 0.27, output_mtok: 1.1 } } };
  await take(old, NOW, { table: priceTable });
  expect((await feedPrices(database)).filter((price) => price.startsWith('deepseek/deepseek-chat'))).toEqual([
    'deepseek/deepseek-chat per_cache_read_token 2025-09-29: 0.028',
    'deepseek/deepseek-chat per_input_token -infinity 2025-09-29: 0.27',
    'deepseek/deepseek-chat per_input_token 2025-09-29: 0.28',
    'deepseek/deepseek-chat per_output_token -infinity 2025-09-29: 1.1',
    'deepseek/deepseek-chat per_output_token 2025-09-29: 0.42',
  ]);
  expect(await take(openai, LATER, { table: priceTable })).toMatchObject({ refusal: null });
});
