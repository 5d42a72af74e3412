import type { TestDatabase } from './test-database.ts';
import { dollars, type OraclePrice, type OracleUsage } from './price-oracle.ts';

export const ORGANIZATION = '00000000-0000-4000-8000-000000000001';
export const BASELINE_PROVIDER = 'baseline';

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
       cost_per_unit, effective_date, end_date, source, created_by)
     select organization_id, provider, model, task_type, pricing_model, above_input_tokens, cost_per_unit,
       effective_date, end_date, case when organization_id is null then 'manual_entry' else 'contract' end, 'test'
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::numeric[],
       $8::timestamptz[], $9::timestamptz[])
       as p (organization_id, provider, model, task_type, pricing_model, above_input_tokens, cost_per_unit,
         effective_date, end_date)`,
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
    ],
  );
}

/** Prices usage with the SQL engine, in the order given. */
export async function priceUsage({ admin }: TestDatabase, usage: readonly OracleUsage[]): Promise<Priced[]> {
  const { rows } = await admin.query<Priced>(
    `select actual_cost::numeric(24, 12)::text, baseline_cost::numeric(24, 12)::text, unpriced_reason
     from price_executions((
       select array_agg(row(row_number, organization_id, provider, model, task_type, start_time, tokens_used,
         input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, compute_units)::usage_to_price)
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bigint[], $7::bigint[],
         $8::bigint[], $9::bigint[], $10::bigint[], $11::numeric[]) with ordinality
         as u (organization_id, provider, model, task_type, start_time, tokens_used, input_tokens,
           cache_read_tokens, cache_write_tokens, output_tokens, compute_units, row_number)))
     order by row_number`,
    [
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
    ],
  );
  return rows;
}
