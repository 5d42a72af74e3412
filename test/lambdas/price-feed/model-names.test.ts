import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { importFeed } from '../../../lambdas/price-feed/import-feed.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { feedPrices, importContent, readOf } from '../../support/price-feed.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const FIRST = '2026-06-01T10:00:00.000Z';
const LATER = '2026-06-02T10:00:00.000Z';

let database: TestDatabase;
const databases: TestDatabase[] = [];
beforeEach(async () => {
  database = await createTestDatabase();
  databases.push(database);
});
afterAll(() => Promise.all(databases.map((each) => each.drop())));

/** Two providers as the feed has them: one matches more names than it lists, the other has its models too. */
const feed = (nanoPrice: number) => [
  {
    id: 'openai',
    models: [
      {
        id: 'nano',
        match: { or: [{ equals: 'small' }, { starts_with: 'gpt-5-nano' }] },
        prices: { input_mtok: nanoPrice },
      },
      { id: 'second', match: { equals: 'small' }, prices: { input_mtok: 9 } },
    ],
  },
  {
    id: 'azure',
    models: [{ id: 'own', match: { regex: '^own$' }, prices: { input_mtok: 7 } }],
    fallback_model_providers: ['openai'],
  },
];

const importAt = (nanoPrice: number, now: string) =>
  importFeed(database.feed, readOf(feed(nanoPrice)), { now: Date.parse(now), acceptShrunken: false });

const changed = (name: string) => [
  `${name} per_input_token -infinity 2026-06-02 10:00:00: 1`,
  `${name} per_input_token 2026-06-02 10:00:00: 2`,
];

test('those listed are priced at once; of two models with one name the first has it', async () => {
  await importAt(1, FIRST);
  const prices = (provider: string) => [
    `${provider}/nano per_input_token -infinity: 1`,
    `${provider}/second per_input_token -infinity: 9`,
    `${provider}/small per_input_token -infinity: 1`,
  ];
  expect(await feedPrices(database)).toEqual([
    'azure/own per_input_token -infinity: 7',
    ...prices('openai'),
    ...prices('openai_codex'),
  ]);
});

test('those of executions and baselines are priced as the feed understands them, with what the model cost before', async () => {
  await importAt(1, FIRST);
  await importAt(2, LATER);
  const organizationId = await createOrganization(database);
  const named = [
    { provider: 'openai_codex', model: 'gpt-5-nano-2025-08-07' },
    { provider: 'azure', model: 'GPT-5-nano@eu' },
    { provider: 'azure', model: 'unheard-of' },
    { provider: 'elsewhere', model: 'gpt-5-nano' },
  ];
  const executions = named.map((fields) => ({ ...fields, start_time: LATER }));
  await store(database, organizationId, executions, '2026-06-03T10:00:00Z');
  await database.admin.query(
    "update organization_baselines set provider = 'openai', model = 'gpt-5-nano-eu' where organization_id = $1",
    [organizationId],
  );
  const before = new Set(await feedPrices(database));
  expect(await importAt(2, '2026-06-03T11:00:00Z')).toMatchObject({ pricesSuperseded: 0 });
  expect((await feedPrices(database)).filter((price) => !before.has(price))).toEqual([
    // Not azure's own model: what it cost there before is not known.
    'azure/GPT-5-nano@eu per_input_token -infinity: 2',
    ...changed('openai/gpt-5-nano-eu'),
    ...changed('openai_codex/gpt-5-nano-2025-08-07'),
  ]);
  // The next change reaches them all: two names of two providers, and these three.
  expect(await importAt(3, '2026-06-04T10:00:00Z')).toMatchObject({ versionsCreated: 7 });
});

test('a name that no message can have gets no price', async () => {
  const content = { p: { 'a\u0007b': { input_mtok: 1 }, '@cf/~m': { input_mtok: 1 } } };
  const result = await importContent(database, content, FIRST);
  expect(result.refusedModels).toEqual([
    { provider: 'p', model: 'a\u0007b', reason: 'no message can have such a name' },
  ]);
  expect(await feedPrices(database)).toEqual(['p/@cf/~m per_input_token -infinity: 1']);
});

test('a model that is gone from the feed keeps its prices', async () => {
  await importContent(database, { p: { gone: { input_mtok: 1 }, m: { input_mtok: 1 } } }, FIRST);
  const before = await feedPrices(database);
  await importContent(database, { p: { m: { input_mtok: 1 } } }, LATER, { acceptShrunken: true });
  expect(await feedPrices(database)).toEqual(before);
});
