// Generated from names.sql by npm run statements.
import { json } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface PriceSourcesOfRow {
  readonly provider: string;
  readonly price_source: string | null;
  readonly applied_source: string | null;
}

export const priceSourcesOf = statement<PriceSourcesOfRow>()({
  name: 'lambdas/price-feed/names.sql price_sources_of',
  parameters: {},
  notNull: ['provider'],
  text: `select provider, price_source, applied_source from price_sources`,
});

export const applyPriceSources = statement<object>()({
  name: 'lambdas/price-feed/names.sql apply_price_sources',
  parameters: { settings: json },
  notNull: [],
  text: `update price_sources p
set applied_source = p.price_source
from jsonb_to_recordset($1::jsonb) as s (provider text, price_source text)
where p.provider = s.provider and p.price_source is not distinct from s.price_source
  and p.applied_source is distinct from p.price_source`,
});

export interface NamesToLookUpRow {
  readonly provider: string;
  readonly model: string;
}

export const namesToLookUp = statement<NamesToLookUpRow>()({
  name: 'lambdas/price-feed/names.sql names_to_look_up',
  parameters: {},
  notNull: ['provider', 'model'],
  text: `select provider, model from model_names where looked_up_at is null`,
});

export const lookUpNames = statement<object>()({
  name: 'lambdas/price-feed/names.sql look_up_names',
  parameters: { names: json },
  notNull: [],
  text: `update model_names n
set looked_up_at = clock_timestamp()
from jsonb_to_recordset($1::jsonb) as r (provider text, model text)
where n.provider = r.provider and n.model = r.model and n.looked_up_at is null`,
});

export interface IsAnythingNewRow {
  readonly is_new: boolean;
}

export const isAnythingNew = statement<IsAnythingNewRow>()({
  name: 'lambdas/price-feed/names.sql is_anything_new',
  parameters: {},
  notNull: ['is_new'],
  text: `select
  exists (select from model_names where looked_up_at is null)
  or exists (select from price_sources where applied_source is distinct from price_source) as "is_new"`,
});
