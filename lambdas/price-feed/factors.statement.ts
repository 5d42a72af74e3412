// Generated from factors.sql by npm run statements.
import { json } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface StoredFactorsRow {
  readonly id: string;
  readonly provider: string;
  readonly model: string | null;
  readonly dimension: 'service_tier' | 'speed' | 'inference_geo';
  readonly value: string;
  readonly factor: string;
  readonly source: 'provider_api' | 'manual_entry' | 'contract';
  readonly effective_from: number;
  readonly effective_until: number;
}

export const storedFactors = statement<StoredFactorsRow>()({
  name: 'lambdas/price-feed/factors.sql stored_factors',
  parameters: {},
  notNull: ['id', 'provider', 'dimension', 'value', 'factor', 'source', 'effective_from', 'effective_until'],
  text: `select
  id, provider, model, dimension, value, factor, source,
  (extract(epoch from effective_date) * 1000)::double precision as "effective_from",
  (extract(epoch from coalesce(end_date, 'infinity')) * 1000)::double precision as "effective_until"
from price_factors
where organization_id is null and superseded_at is null`,
});

export const supersedeFactors = statement<object>()({
  name: 'lambdas/price-feed/factors.sql supersede_factors',
  parameters: { superseded: json },
  notNull: [],
  text: `update price_factors f
set superseded_at = clock_timestamp(), superseded_by = s.by
from jsonb_to_recordset($1::jsonb) as s (id uuid, by uuid)
where f.id = s.id`,
});

export const insertFactors = statement<object>()({
  name: 'lambdas/price-feed/factors.sql insert_factors',
  parameters: { factors: json },
  notNull: [],
  text: `insert into price_factors (
  id, provider, model, dimension, value, factor, effective_date, end_date, source, notes, created_by, created_at
)
select
  id, provider, model, dimension, value, factor, effective_date, end_date, 'provider_api', notes, 'price-feed',
  clock_timestamp()
from jsonb_to_recordset($1::jsonb) as f (
  id uuid, provider text, model text, dimension text, value text, factor numeric, effective_date timestamptz,
  end_date timestamptz, notes text)`,
});
