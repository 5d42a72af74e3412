// Generated from factors.sql by npm run statements.
import { boolean, json, nullable, number, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface AddPriceFactorRow {
  readonly added_id: string;
  readonly closed_id: string | null;
  readonly resumed_id: string | null;
}

export const addPriceFactor = statement<AddPriceFactorRow>()({
  name: 'lambdas/pricing/factors/factors.sql add_price_factor',
  parameters: { factor: json },
  notNull: ['added_id'],
  text: `select added_id as "added_id", closed_id, resumed_id from add_factor(jsonb_populate_record(null::price_factors, $1))`,
});

export interface FactorToCorrectRow {
  readonly id: string;
  readonly organization_id: string | null;
  readonly provider: string;
  readonly model: string | null;
  readonly factor: string;
  readonly effective_date: string | null;
  readonly end_date: string | null;
  readonly superseded_by: string | null;
  readonly is_superseded: boolean;
  readonly begins: string;
  readonly ends: string;
}

export const factorToCorrect = statement<FactorToCorrectRow>()({
  name: 'lambdas/pricing/factors/factors.sql factor_to_correct',
  parameters: { id: text },
  notNull: ['id', 'provider', 'factor', 'is_superseded', 'begins', 'ends'],
  text: `select
  id, organization_id, provider, model, factor, nullif(effective_date, '-infinity') as effective_date,
  end_date, superseded_by, superseded_at is not null as "is_superseded",
  effective_date::text as "begins", coalesce(end_date, 'infinity')::text as "ends"
from price_factors
where id = $1`,
});

export const correctPriceFactor = statement<object>()({
  name: 'lambdas/pricing/factors/factors.sql correct_price_factor',
  parameters: { newId: text, factor: nullable(text), effectiveDate: text, endDate: nullable(text), id: text },
  notNull: [],
  text: `select replace_factor(
  f, $1::uuid, current_subject(), coalesce($2::numeric, f.factor), $3::timestamptz, $4::timestamptz)
from price_factors f
where f.id = $5`,
});

export interface PriceFactorsRow {
  readonly id: string;
  readonly organization_id: string | null;
  readonly provider: string;
  readonly model: string | null;
  readonly dimension: 'service_tier' | 'speed' | 'inference_geo';
  readonly value: string;
  readonly factor: string;
  readonly effective_date: string | null;
  readonly end_date: string | null;
  readonly source: 'provider_api' | 'manual_entry' | 'contract';
  readonly notes: string | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly superseded_at: string | null;
  readonly superseded_by: string | null;
  readonly position: string;
}

export const priceFactors = statement<PriceFactorsRow>()({
  name: 'lambdas/pricing/factors/factors.sql price_factors',
  parameters: {
    organizationId: nullable(text),
    id: nullable(text),
    provider: nullable(text),
    model: nullable(text),
    dimension: nullable(text),
    withSuperseded: boolean,
    afterTime: nullable(text),
    afterId: nullable(text),
    limit: number,
  },
  notNull: [
    'id',
    'provider',
    'dimension',
    'value',
    'factor',
    'source',
    'created_by',
    'created_at',
    'position',
  ],
  text: `select
  id, organization_id, provider, model, dimension, value, factor,
  nullif(effective_date, '-infinity') as effective_date, end_date, source, notes, created_by, created_at,
  superseded_at, superseded_by,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position"
from price_factors
where (organization_id is null or organization_id = $1::uuid)
  and ($2::uuid is null or id = $2)
  and ($3::text is null or provider = $3)
  and ($4::text is null or model = $4)
  and ($5::text is null or dimension = $5)
  and ($6::boolean or superseded_at is null)
  and ($7::timestamptz is null or (created_at, id) < ($7::timestamptz, $8::uuid))
order by created_at desc, id desc
limit $9`,
});
