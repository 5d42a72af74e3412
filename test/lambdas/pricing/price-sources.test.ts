import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listPriceDisputes } from '../../../lambdas/pricing/disputes/contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { listPrices } from '../../../lambdas/pricing/prices/contract.ts';
import { listPriceSources, setPriceSource } from '../../../lambdas/pricing/sources/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { dropSources, litellm, openai, startSources, type Sources } from '../../support/price-sources.ts';

let sources: Sources;
let api: Api;
beforeAll(async () => {
  sources = await startSources();
  api = apiOf(pricingOperations, sources.database.api);
  await sources.run('openai_codex', 'gpt-9');
  const second = litellm({ 'gpt-9': { input_cost_per_token: 2e-6, output_cost_per_token: 8e-6 } });
  await sources.take(openai, undefined, { second });
});
afterAll(dropSources);

const operator = { operator: true, subject: 'olga' };
const first = [
  ['github_copilot', 'github-copilot'],
  ['google_code_assist', 'google'],
  ['openai_codex', 'openai'],
].map(([provider, price_source]) => ({
  provider,
  price_source,
  set_by: 'catalog',
  set_at: expect.any(String),
  is_applied: true,
}));

test('sources are listed, set by operators, and taken over by the next import', async () => {
  expect(await api.result(listPriceSources, {})).toEqual({ sources: first, known: ['openai'] });
  const body = { provider: 'my gateway', price_source: 'openai' };
  const set = { ...body, set_by: 'olga', set_at: expect.any(String), is_applied: false };
  expect(await api.result(setPriceSource, { ...operator, body })).toEqual(set);
  await sources.take(openai);
  expect((await api.result(listPriceSources, {})).sources).toContainEqual({ ...set, is_applied: true });
  const { prices } = await api.result(listPrices, { query: { provider: 'my gateway' } });
  expect(prices).toMatchObject([
    { model: 'gpt-9', is_inferred: false, confirmed_on: '2026-05-31' },
    { model: 'gpt-9', is_inferred: false, confirmed_on: '2026-05-31' },
  ]);
  await api.result(setPriceSource, { ...operator, body: { ...body, price_source: null } });
  await sources.take(openai);
  expect(await api.result(listPrices, { query: { provider: 'my gateway' } })).toMatchObject({ prices: [] });
  expect(
    await sources.all("select actor, details from audit_log where action = 'price_source.set' order by id"),
  ).toEqual([
    { actor: 'olga', details: { price_source: 'openai' } },
    { actor: 'olga', details: { price_source: null } },
  ]);
});

test('a new setting that says what holds already changes nothing', async () => {
  const body = { provider: 'openai', price_source: 'openai' };
  expect(await api.result(setPriceSource, { ...operator, body })).toMatchObject({ is_applied: true });
});

test('others than operators may not, and a source that nobody knows is named as wrong', async () => {
  const body = { provider: 'mine', price_source: 'openai' };
  expect(await api.problem(setPriceSource, { body })).toMatchObject({ status: 403 });
  const unknown = { ...body, price_source: 'nobody' };
  expect(await api.problem(setPriceSource, { ...operator, body: unknown })).toMatchObject({
    status: 400,
    errors: [{ field: 'price_source', detail: expect.stringContaining('known') }],
  });
});

test('disputes have both values', async () => {
  const second = litellm({ 'gpt-9': { input_cost_per_token: 2e-6, output_cost_per_token: 8e-6 } });
  await sources.take(openai, undefined, { second });
  expect(await api.result(listPriceDisputes, {})).toEqual({
    disputes: [
      {
        provider: 'openai_codex',
        model: 'gpt-9',
        pricing_model: 'per_input_token',
        above_input_tokens: 0,
        cost_per_unit: '0.000001000000',
        price_source: 'genai-prices',
        other_cost_per_unit: '0.000002000000',
        other_source: 'litellm',
        difference_percentage: 100,
        since: expect.any(String),
      },
    ],
  });
});
