import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { importFeed } from '../../../lambdas/price-feed/import-feed.ts';
import { priceTable } from '../../../lambdas/price-feed/table/price-table.ts';
import { litellm } from '../../support/price-sources.ts';
import { feedOf, feedPrices, readOf } from '../../support/price-feed.ts';
import {
  dropSources,
  startSources,
  NOW,
  LATER,
  TASK,
  openai,
  type Sources,
} from '../../support/price-sources.ts';

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

describe('which source bills a provider', () => {
  test('a model that its source does not know is unpriced, of each of the three first providers', async () => {
    await take(openai, NOW, { table: priceTable });
    for (const provider of ['github_copilot', 'openai_codex', 'google_code_assist']) {
      await run(provider, 'does-not-exist-9');
    }
    const unknown = { model: 'does-not-exist-9', cost: null, reason: 'actual_price_missing' };
    expect(await costs()).toEqual([unknown, unknown, unknown].map((each) => expect.objectContaining(each)));
  });

  test('at the first import after the catalogue, what was in force stays, and its executions are priced again', async () => {
    await take(openai);
    await take({ openai: { 'gpt-9': { input_mtok: 3, output_mtok: 24 } } }, LATER);
    const before = await feedPrices(database);
    await run('openai_codex', 'gpt-9');
    await run('openai_codex', 'unknown');
    // As the catalogue's price for any model left it.
    await database.admin.query(
      "update task_executions set actual_cost = 5, baseline_cost = 5, unpriced_reason = null, priced_at = now() where model = 'unknown'",
    );
    await database.admin.query('update price_sources set applied_source = null');
    await take({ openai: { 'gpt-9': { input_mtok: 3, output_mtok: 24 } } }, LATER);
    await recalculateAll();
    expect(await feedPrices(database)).toEqual(before);
    expect(await costs()).toMatchObject([
      { model: 'gpt-9', cost: '0.001800000000' },
      { model: 'unknown', cost: null, reason: 'actual_price_missing' },
    ]);
  });

  test('another one takes all its prices over, and what was priced by the one before is priced again', async () => {
    await database.admin.query(
      "insert into price_sources (provider, price_source, set_by) values ('mine', 'openai', 'olga')",
    );
    const both = { ...openai, azure: { 'gpt-9': { input_mtok: 3 }, 'gpt-8': { input_mtok: 5 } } };
    await take(both);
    await run('mine', 'gpt-9');
    expect(await costs()).toMatchObject([{ cost: '0.001800000000' }]);
    expect(await take(both)).toMatchObject({ versionsCreated: 0, pricesSuperseded: 0 });

    await database.admin.query("update price_sources set price_source = 'azure' where provider = 'mine'");
    await take(both);
    await recalculateAll();
    expect(await costs()).toMatchObject([{ cost: '0.003000000000' }]);
    expect((await feedPrices(database)).filter((price) => price.startsWith('mine'))).toEqual([
      'mine/gpt-8 per_input_token -infinity: 5',
      'mine/gpt-9 per_input_token -infinity: 3',
    ]);

    await database.admin.query("update price_sources set price_source = null where provider = 'mine'");
    await take(both);
    await recalculateAll();
    expect(await costs()).toMatchObject([{ cost: null, reason: 'actual_price_missing' }]);
  });
});

describe("GitHub Copilot's own table", () => {
  const at = async (model: string, start: string, fields: object = {}) => {
    await database.admin.query('truncate task_executions, execution_keys cascade');
    await run('github_copilot', model, { start_time: start, ...fields });
    const [row] = await all('select actual_cost::text as cost from task_executions');
    return row;
  };

  test.each([
    // A request of a multiple of 4 cents until 2026-06-01, tokens since then.
    ['claude-sonnet-4.5', '0.040000000000', '0.004500000000'],
    ['Claude Opus 4.5', '0.120000000000', '0.007500000000'],
    ['claude-haiku-4.5', '0.013200000000', '0.001500000000'],
    ['gpt-5-mini', '0.000000000000', '0.000450000000'],
    ['Claude Opus 4.6 (fast mode) (preview)', '1.200000000000', null],
    ['GPT-5.5', null, '0.008000000000'],
    ['gpt-4.1', '0.000000000000', '0.000000000000'],
  ])('%s costs %s before and %s after', async (model, before, after) => {
    // The feed says that GPT-4.1 is included.
    await take({ 'github-copilot': { 'gpt-4.1': {} } }, NOW, { table: priceTable });
    expect(await at(model, '2026-05-31T23:59:59Z')).toEqual({ cost: before });
    expect(await at(model, '2026-06-01T00:00:00Z')).toEqual({ cost: after });
  });

  test('long inputs have prices of their own', async () => {
    await take(openai, NOW, { table: priceTable });
    const long = (input: number) => at('gpt-5.4', TASK, { input_tokens: input, output_tokens: 0 });
    expect(await long(272_000)).toEqual({ cost: '0.680000000000' });
    expect(await long(272_001)).toEqual({ cost: '1.360005000000' });
  });

  test('it stands although the feed has another price, which is disputed', async () => {
    await run('github_copilot', 'gpt-5.6-sol');
    const feed = { 'github-copilot': { 'gpt-5.6-sol': { input_mtok: 4, output_mtok: 30 } } };
    const options = { now: Date.parse(NOW), acceptShrunken: false, table: priceTable };
    const read = readOf(feedOf(feed), '2026-06-30');
    expect(await importFeed(database.feed, read, options)).toMatchObject({ disputes: 1 });
    await recalculateAll();
    expect(await costs()).toMatchObject([{ cost: '0.008000000000', basis: 'named' }]);
  });
});

describe('factors', () => {
  test.each([
    ['anthropic', 'claude-opus-4-6', { service_tier: 'batch' }, '0.003750000000'],
    ['anthropic', 'claude-opus-4-6', { inference_geo: 'us' }, '0.008250000000'],
    ['anthropic', 'claude-opus-4-6', { service_tier: 'batch', inference_geo: 'us' }, '0.004125000000'],
    ['anthropic', 'claude-opus-4-6', { speed: 'fast' }, '0.045000000000'],
    ['anthropic', 'claude-opus-4-8', { speed: 'fast' }, '0.015000000000'],
    ['anthropic', 'claude-sonnet-4-6', { speed: 'fast' }, null],
    ['openai_codex', 'gpt-5-mini', { service_tier: 'flex' }, '0.000225000000'],
    ['openai_codex', 'gpt-5-mini', { service_tier: 'priority' }, '0.000810000000'],
    ['openai_codex', 'gpt-5', { service_tier: 'priority' }, '0.004500000000'],
    ['openai_codex', 'gpt-5-pro', { service_tier: 'priority' }, null],
    ['google_code_assist', 'gemini-2.5-flash', { service_tier: 'batch' }, '0.000275000000'],
  ])('%s %s %j', async (provider, model, condition, cost) => {
    await take(openai, NOW, { table: priceTable });
    await run(provider, model, condition);
    const reason = cost === null ? 'service_tier_price_missing' : expect.anything();
    expect(await costs()).toEqual([expect.objectContaining({ cost, reason })]);
  });

  test('those of one model are none of a name that is only inferred to be it', async () => {
    await run('anthropic', 'claude-opus-4-8-swift', { speed: 'fast' });
    const model = {
      id: 'claude-opus-4-8',
      match: { starts_with: 'claude-opus-4-8' },
      prices: { input_mtok: 5 },
    };
    const feed = readOf([{ id: 'anthropic', models: [model] }]);
    await importFeed(database.feed, feed, {
      now: Date.parse(NOW),
      acceptShrunken: false,
      table: priceTable,
    });
    await recalculateAll();
    expect(await costs()).toMatchObject([{ cost: null, reason: 'service_tier_price_missing' }]);
  });

  test('the same again change nothing, a changed one begins now, and an operator’s stays', async () => {
    const list = (priority: number) =>
      litellm({
        'gpt-9': {
          input_cost_per_token: 1e-6,
          output_cost_per_token: 8e-6,
          input_cost_per_token_priority: priority * 1e-6,
          output_cost_per_token_priority: priority * 8e-6,
          input_cost_per_token_flex: 5e-7,
          output_cost_per_token_flex: 4e-6,
        },
      });
    await database.admin.query(
      `insert into price_factors (provider, model, dimension, value, factor, effective_date, source, created_by)
       values ('openai', 'gpt-9', 'service_tier', 'flex', 0.4, '2026-01-01', 'manual_entry', 'olga')`,
    );
    const factors = () =>
      all(`select value, trim_scale(factor)::text as factor, effective_date::text as from, end_date::text as until
           from price_factors where provider = 'openai' and superseded_at is null order by 1, 3`);
    await take(openai, NOW, { second: list(2) });
    const flex = { value: 'flex', factor: '0.4', from: '2026-01-01 00:00:00+00', until: null };
    const first = [flex, { value: 'priority', factor: '2', from: '-infinity', until: null }];
    expect(await factors()).toEqual(first);
    await take(openai, LATER, { second: list(2) });
    expect(await factors()).toEqual(first);
    await take(openai, LATER, { second: list(1.5) });
    expect(await factors()).toEqual([
      flex,
      { value: 'priority', factor: '2', from: '-infinity', until: '2026-07-02 10:00:00+00' },
      { value: 'priority', factor: '1.5', from: '2026-07-02 10:00:00+00', until: null },
    ]);
  });
});
