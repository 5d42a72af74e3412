import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { feedPrices, importContent, type FeedContent } from '../../support/price-feed.ts';
import { eventually } from '../../support/eventually.ts';
import { createOrganization, store } from '../../support/fixture.ts';
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

const inForce = () => feedPrices(database);
const take = (content: FeedContent, now: string, options = {}) =>
  importContent(database, content, now, options);

async function all(query: string): Promise<unknown[]> {
  return (await database.admin.query(query)).rows;
}

/** Everything that an import writes. */
const everything = () =>
  all(`
    select
      (select jsonb_agg(p order by id) from provider_pricing p) as prices,
      (select jsonb_agg(c order by id) from price_changes c) as changes,
      (select jsonb_agg(a order by id) from audit_log a) as audit,
      (select jsonb_agg(r order by id) from recalculations r) as recalculations`);

const recalculations = () =>
  all(`select organization_id, cause, start_time::text, end_time::text, providers, models from recalculations
       order by created_at`);

test('a model that is new has its prices from the beginning, under the name that messages use as well', async () => {
  const tiered = { base: 1, tiers: [{ start: 200_000, price: 2 }] };
  const result = await take({ openai: { 'gpt-9': { input_mtok: tiered, output_mtok: 8 } } }, FIRST);
  expect(result).toMatchObject({ refusal: null, models: 1, versionsCreated: 6, priceChanges: 0 });
  const [, , , ...ofCodex] = await inForce();
  expect(ofCodex).toEqual([
    'openai_codex/gpt-9 per_input_token -infinity: 1',
    'openai_codex/gpt-9 per_input_token >200000 -infinity: 2',
    'openai_codex/gpt-9 per_output_token -infinity: 8',
  ]);
  expect(await recalculations()).toEqual([
    {
      organization_id: null,
      cause: 'price_feed',
      start_time: '-infinity',
      end_time: 'infinity',
      providers: ['openai', 'openai_codex'],
      models: ['gpt-9'],
    },
  ]);
  expect(await all('select actor, action, subject from audit_log')).toEqual([
    { actor: 'payback-price-feed', action: 'price_feed.imported', subject: 'test' },
  ]);
});

test('the same feed again makes nothing but the note that it was there', async () => {
  const content = {
    deepseek: {
      chat: [
        { prices: { input_mtok: 1, output_mtok: 2 } },
        { constraint: { start_date: '2026-05-01' }, prices: { input_mtok: 2 } },
        { constraint: { start_date: '2027-01-01' }, prices: { input_mtok: 3 } },
        {
          constraint: { start_time: '22:00:00Z', end_time: '04:00:00Z' },
          prices: { input_mtok: 1, output_mtok: 4 },
        },
      ],
    },
  };
  await take(content, FIRST);
  const before = await everything();
  for (const now of [LATER, '2027-03-01T00:00:00Z']) {
    expect(await take(content, now)).toMatchObject({
      versionsCreated: 0,
      pricesSuperseded: 0,
      priceChanges: 0,
    });
  }
  expect(await everything()).toEqual(before);
  expect(
    await all('select source, models, model_names, refusal from price_feed_imports order by id'),
  ).toEqual(
    [null, null, ['deepseek/chat']].map((model_names) => ({
      source: 'test',
      models: 1,
      model_names,
      refusal: null,
    })),
  );
});

test('a change without a date begins now; what was before stays, superseded by a copy that ends', async () => {
  await take({ p: { m: { input_mtok: 1, output_mtok: 4 } } }, FIRST);
  const result = await take({ p: { m: { input_mtok: 1.1, output_mtok: 4.5 } } }, LATER);
  expect(result).toMatchObject({ versionsCreated: 2, pricesSuperseded: 2, priceChanges: 1 });
  expect(await inForce()).toEqual([
    'p/m per_input_token -infinity 2026-06-02 10:00:00: 1',
    'p/m per_input_token 2026-06-02 10:00:00: 1.1',
    'p/m per_output_token -infinity 2026-06-02 10:00:00: 4',
    'p/m per_output_token 2026-06-02 10:00:00: 4.5',
  ]);
  // More than a tenth, not a tenth.
  expect(
    await all(`
      select p.pricing_model, trim_scale(c.previous_cost_per_unit * 1e6)::text as before,
        trim_scale(c.cost_per_unit * 1e6)::text as after, b.end_date = p.effective_date as touching
      from price_changes c
      join provider_pricing p on p.id = c.price_id join provider_pricing b on b.id = c.previous_price_id`),
  ).toEqual([{ pricing_model: 'per_output_token', before: '4', after: '4.5', touching: true }]);
  expect(
    await all(`
      select a.actor, a.details, a.organization_id, a.subject = c.price_id::text as of_the_price
      from audit_log a cross join price_changes c where a.action = 'price.changed'`),
  ).toEqual([
    {
      actor: 'payback-price-feed',
      organization_id: null,
      of_the_price: true,
      details: {
        previous_price_id: expect.any(String),
        previous_cost_per_unit: '0.000004000000',
        cost_per_unit: '0.000004500000',
      },
    },
  ]);
  expect(
    await all(`
      select old.end_date, copy.end_date::text, copy.superseded_at, copy.cost_per_unit = old.cost_per_unit as same,
        copy.created_at = old.superseded_at as known_at_once
      from provider_pricing old join provider_pricing copy on copy.id = old.superseded_by
      where old.pricing_model = 'per_output_token'`),
  ).toEqual([{ end_date: '2026-06-02 10:00:00+00', superseded_at: null, same: true, known_at_once: true }]);
  expect((await recalculations())[1]).toMatchObject({ start_time: '2026-06-02 10:00:00+00', models: ['m'] });
});

test('a unit that is not charged any more ends now, and that is recalculated too', async () => {
  await take({ p: { m: { input_mtok: 1, cache_read_mtok: 0.1 } } }, FIRST);
  const result = await take({ p: { m: { input_mtok: 1 } } }, LATER);
  expect(result).toMatchObject({ versionsCreated: 0, pricesSuperseded: 1 });
  expect(await inForce()).toEqual([
    'p/m per_cache_read_token -infinity 2026-06-02 10:00:00: 0.1',
    'p/m per_input_token -infinity: 1',
  ]);
  expect((await recalculations())[1]).toMatchObject({ start_time: '2026-06-02 10:00:00+00' });
});

test('a new date in the past is a retroactive price, one in the future changes nothing yet', async () => {
  const base = { prices: { input_mtok: 1 } };
  await take({ p: { m: [base] } }, FIRST);
  const ahead = { constraint: { start_date: '2026-09-01' }, prices: { input_mtok: 3 } };
  await take({ p: { m: [base, ahead] } }, FIRST);
  expect(await inForce()).toEqual([
    'p/m per_input_token -infinity 2026-09-01: 1',
    'p/m per_input_token 2026-09-01: 3',
  ]);
  expect(await recalculations()).toHaveLength(1);

  const past = { constraint: { start_date: '2026-05-01' }, prices: { input_mtok: 2 } };
  expect(await take({ p: { m: [base, past, ahead] } }, LATER)).toMatchObject({ versionsCreated: 1 });
  expect(await inForce()).toEqual([
    'p/m per_input_token -infinity 2026-05-01: 1',
    'p/m per_input_token 2026-05-01 2026-09-01: 2',
    'p/m per_input_token 2026-09-01: 3',
  ]);
  expect((await recalculations())[1]).toMatchObject({ start_time: '2026-05-01 00:00:00+00' });
});

test('a new part of the day begins now and is compared with what it cost all day', async () => {
  await take({ p: { m: { input_mtok: 1 } } }, FIRST);
  const peak = { constraint: { start_time: '08:00:00Z', end_time: '20:00:00Z' }, prices: { input_mtok: 2 } };
  expect(await take({ p: { m: [{ prices: { input_mtok: 1 } }, peak] } }, LATER)).toMatchObject({
    versionsCreated: 3,
    priceChanges: 1,
  });
  expect(await inForce()).toEqual([
    'p/m per_input_token -infinity 2026-06-02 10:00:00: 1',
    'p/m per_input_token 00:00-08:00 2026-06-02 10:00:00: 1',
    'p/m per_input_token 08:00-20:00 2026-06-02 10:00:00: 2',
    'p/m per_input_token 20:00-24:00 2026-06-02 10:00:00: 1',
  ]);
});

test('a model that an operator holds a list price of is left alone, in all its units and under that name alone', async () => {
  await take({ openai: { 'gpt-9': { input_mtok: 1, output_mtok: 8 } } }, FIRST);
  await database.admin.query(
    `insert into provider_pricing (provider, model, pricing_model, cost_per_unit, effective_date, source, created_by)
     values ('openai_codex', 'gpt-9', 'per_request', 0.5, '2026-06-01', 'manual_entry', 'olga')`,
  );
  const result = await take({ openai: { 'gpt-9': { input_mtok: 2, output_mtok: 8 } } }, LATER);
  expect(result).toMatchObject({ held: 1, versionsCreated: 1, pricesSuperseded: 1 });
  expect((await inForce()).filter((price) => price.startsWith('openai_codex'))).toEqual([
    'openai_codex/gpt-9 per_input_token -infinity: 1',
    'openai_codex/gpt-9 per_output_token -infinity: 8',
  ]);
});

test('a price for one type of task, or of a contract, holds nothing', async () => {
  const organizationId = await createOrganization(database);
  await database.admin.query(
    `insert into provider_pricing
       (organization_id, provider, model, task_type, pricing_model, cost_per_unit, effective_date, source, created_by)
     values (null, 'p', 'm', 'debugging', 'per_request', 0.5, '2026-06-01', 'manual_entry', 'olga'),
       ($1, 'p', 'm', null, 'per_request', 0.5, '2026-06-01', 'contract', 'olga')`,
    [organizationId],
  );
  expect(await take({ p: { m: { input_mtok: 1 } } }, FIRST)).toMatchObject({ held: 0, versionsCreated: 1 });
});

test('what was stored before the feed is priced as what comes after it, once it is recalculated', async () => {
  const organizationId = await createOrganization(database, { baseline: 'openai' });
  await database.admin.query("update organization_baselines set model = 'gpt-9'");
  const execution = {
    provider: 'openai_codex',
    model: 'gpt-9',
    start_time: '2026-05-20T10:00:00Z',
    input_tokens: 900,
    output_tokens: 100,
  };
  const costs = () =>
    all('select actual_cost::text, baseline_cost::text, unpriced_reason from task_executions');
  await store(database, organizationId, [execution], FIRST);
  expect(await costs()).toEqual([
    { actual_cost: null, baseline_cost: null, unpriced_reason: 'actual_price_missing' },
  ]);
  await take({ openai: { 'gpt-9': { input_mtok: 1, output_mtok: 8 } } }, FIRST);
  await recalculate(database.pricing, { timeIsUp: () => false });
  await store(database, organizationId, [execution], FIRST);
  const cost = '0.001700000000';
  const priced = { actual_cost: cost, baseline_cost: cost, unpriced_reason: null };
  expect(await costs()).toEqual([priced, priced]);
});

test('an import that dies half-way leaves nothing', async () => {
  await take({ p: { m: { input_mtok: 1 } } }, FIRST);
  const before = await everything();
  await database.admin.query(
    "alter table recalculations add constraint broken check (cause <> 'price_feed') not valid",
  );
  await expect(take({ p: { m: { input_mtok: 2 }, other: {} } }, LATER)).rejects.toThrow('broken');
  await database.admin.query('alter table recalculations drop constraint broken');
  expect(await everything()).toEqual(before);
  expect(await all('select from price_feed_imports')).toHaveLength(1);
  expect(await take({ p: { m: { input_mtok: 2 }, other: {} } }, LATER)).toMatchObject({ versionsCreated: 2 });
});

test('waits for what is being stored by the old prices, so that it is recalculated', async () => {
  const waiting = `select from pg_locks l join pg_database d on d.oid = l.database
    where d.datname = current_database() and not l.granted`;
  const ingesting = database.connectAs('payback_ingest');
  let imported: Promise<unknown> | undefined;
  await ingesting.transaction(async ({ query }) => {
    await query('select hold_pricing_inputs()');
    imported = take({ p: { m: { input_mtok: 1 } } }, FIRST);
    await eventually(async () => (await all(waiting)).length > 0 || undefined);
    expect(await inForce()).toEqual([]);
  });
  await imported;
  expect(await inForce()).toEqual(['p/m per_input_token -infinity: 1']);
  await ingesting.end();
});

test('two imports at once take turns: the second finds nothing left to do', async () => {
  const other = database.connectAs('payback_feed');
  const content = { p: { m: { input_mtok: 1 } } };
  const results = await Promise.all([
    take(content, FIRST),
    importContent({ ...database, feed: other }, content, FIRST),
  ]);
  await other.end();
  expect(results.map(({ versionsCreated }) => versionsCreated).sort((left, right) => left - right)).toEqual([
    0, 1,
  ]);
});
