import { dollars, type OraclePrice, type OracleUsage } from './price-oracle.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

export const ORGANIZATION = '00000000-0000-4000-8000-000000000001';
export const BASELINE_PROVIDER = 'baseline';
export const NOON = Date.parse('2026-01-26T12:00:00Z');

/** A database with {@link ORGANIZATION}, whose baseline is {@link BASELINE_PROVIDER}. */
export async function createPricingDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await database.admin.query("insert into organizations (id, name) values ($1, 'Initech')", [ORGANIZATION]);
  await database.admin.query(
    `insert into organization_baselines (organization_id, provider, effective_date, created_by)
     values ($1, $2, '-infinity', 'test')`,
    [ORGANIZATION, BASELINE_PROVIDER],
  );
  return database;
}

/** A list price of a trillionth of a dollar a token, always in force, unless told otherwise. */
export const aPrice = (fields: Partial<OraclePrice>): OraclePrice => ({
  organization: null,
  provider: 'p',
  model: null,
  taskType: null,
  unit: 'per_token',
  aboveInputTokens: 0,
  picodollars: 1n,
  from: Date.parse('2020-01-01'),
  until: Infinity,
  dailyFrom: 0,
  dailyUntil: 86_400,
  ...fields,
});

/** Usage of that price at noon that reports everything. */
export const someUsage = (fields: Partial<OracleUsage>): OracleUsage => ({
  organization: ORGANIZATION,
  provider: 'p',
  model: 'm',
  taskType: 't',
  start: NOON,
  tokens: 1500,
  input: 1200,
  cacheRead: 800,
  cacheWrite: 100,
  output: 300,
  microunits: 2_500_000n,
  ...fields,
});

export interface Priced {
  readonly actual_cost: string | null;
  readonly baseline_cost: string | null;
  readonly unpriced_reason: string | null;
}

/** Replaces the whole price book. Organizations are made where a contract names one that is missing. */
export async function setPrices({ admin }: TestDatabase, prices: readonly OraclePrice[]): Promise<void> {
  await admin.query('delete from provider_pricing');
  await admin.query(
    `insert into provider_pricing (organization_id, provider, model, task_type, pricing_model, above_input_tokens,
       cost_per_unit, effective_date, end_date, daily_start, daily_end, source, created_by)
     select organization_id, provider, model, task_type, pricing_model, above_input_tokens, cost_per_unit,
       effective_date, end_date, interval '1 second' * daily_from,
       case daily_until when 86400 then '24:00'::time else (interval '1 second' * daily_until)::time end,
       case when organization_id is null then 'manual_entry' else 'contract' end, 'test'
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::numeric[],
       $8::timestamptz[], $9::timestamptz[], $10::integer[], $11::integer[])
       as p (organization_id, provider, model, task_type, pricing_model, above_input_tokens, cost_per_unit,
         effective_date, end_date, daily_from, daily_until)`,
    [
      prices.map((price) => price.organization),
      prices.map((price) => price.provider),
      prices.map((price) => price.model),
      prices.map((price) => price.taskType),
      prices.map((price) => price.unit),
      prices.map((price) => price.aboveInputTokens),
      prices.map((price) => dollars(price.picodollars)),
      prices.map((price) => new Date(price.from)),
      prices.map((price) => (Number.isFinite(price.until) ? new Date(price.until) : null)),
      prices.map((price) => price.dailyFrom),
      prices.map((price) => price.dailyUntil),
    ],
  );
}

/** By name: a class of usage that prices say nothing about changes nothing here. */
const USAGE = `
  select jsonb_populate_record(null::execution_to_price,
    to_jsonb(u) || jsonb_build_object('used', to_jsonb(u))) as execution
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bigint[], $7::bigint[],
    $8::bigint[], $9::bigint[], $10::bigint[], $11::numeric[]) with ordinality
    as u (organization_id, provider, model, task_type, start_time, tokens_used, input_tokens,
      cache_read_tokens, cache_write_tokens, output_tokens, compute_units, row_number)`;

const usageParameters = (usage: readonly OracleUsage[]) => [
  usage.map((item) => item.organization),
  usage.map((item) => item.provider),
  usage.map((item) => item.model),
  usage.map((item) => item.taskType),
  usage.map((item) => new Date(item.start)),
  usage.map((item) => item.tokens),
  usage.map((item) => item.input),
  usage.map((item) => item.cacheRead),
  usage.map((item) => item.cacheWrite),
  usage.map((item) => item.output),
  usage.map((item) => (item.microunits === null ? null : `${item.microunits}e-6`)),
];

/** Prices usage with the SQL engine, in the order given. */
export async function priceUsage({ admin }: TestDatabase, usage: readonly OracleUsage[]): Promise<Priced[]> {
  const { rows } = await admin.query<Priced>(
    `select actual_cost::numeric(24, 12)::text, baseline_cost::numeric(24, 12)::text, unpriced_reason
     from price_executions((select array_agg(execution) from (${USAGE}) as usage))
     order by row_number`,
    usageParameters(usage),
  );
  return rows;
}

/** What the parts of each actual cost add up to, in the order given; null where a part is not known or there is none. */
export async function addUpComponents(
  { admin }: TestDatabase,
  usage: readonly OracleUsage[],
): Promise<(string | null)[]> {
  const { rows } = await admin.query<{ total: string | null }>(
    `select case when bool_and(part.amount is not null) then sum(part.amount)::numeric(24, 12)::text end as total
     from (${USAGE}) as usage
     left join lateral rate_cards(
       array[(execution).organization_id], array[(execution).provider], array[(execution).model], array[(execution).task_type],
       null, null, null, (execution).start_time, (execution).start_time) as card
       on coalesce(((execution).used).input_tokens, 0) > case card.above_input_tokens when 0 then -1 else card.above_input_tokens end
       and coalesce(((execution).used).input_tokens, 0) <= coalesce(card.up_to_input_tokens, ((execution).used).input_tokens, 0)
     left join lateral cost_components((execution).used, card) as part on true
     group by (execution).row_number
     order by (execution).row_number`,
    usageParameters(usage),
  );
  return rows.map(({ total }) => total);
}
