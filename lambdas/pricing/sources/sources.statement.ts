// Generated from sources.sql by npm run statements.
import { nullable, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface PriceSourcesRow {
  readonly provider: string;
  readonly price_source: string | null;
  readonly set_by: string;
  readonly set_at: string;
  readonly is_applied: boolean;
}

export const priceSources = statement<PriceSourcesRow>()({
  name: 'lambdas/pricing/sources/sources.sql price_sources',
  parameters: { provider: nullable(text) },
  notNull: ['provider', 'set_by', 'set_at', 'is_applied'],
  text: `select provider, price_source, set_by, set_at, applied_source is not distinct from price_source as "is_applied"
from price_sources
where $1::text is null or provider = $1
order by provider`,
});

export interface KnownSourcesRow {
  readonly provider: string;
}

export const knownSources = statement<KnownSourcesRow>()({
  name: 'lambdas/pricing/sources/sources.sql known_sources',
  parameters: {},
  notNull: ['provider'],
  text: `select distinct provider
from provider_pricing
where source = 'provider_api' and organization_id is null and superseded_at is null
  and provider not in (select s.provider from price_sources s where s.applied_source is distinct from s.provider)
order by provider`,
});

export const setSource = statement<object>()({
  name: 'lambdas/pricing/sources/sources.sql set_source',
  parameters: { provider: text, priceSource: nullable(text), setBy: text },
  notNull: [],
  text: `insert into price_sources as s (provider, price_source, set_by, applied_source)
values ($1, $2, $3, $1)
on conflict (provider) do update
set price_source = excluded.price_source, set_by = excluded.set_by, set_at = now()`,
});
