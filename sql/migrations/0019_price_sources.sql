-- Up Migration

-- The owner reads and changes rows of these here, which row-level security keeps from it.
alter table provider_pricing no force row level security;
alter table daily_rollups no force row level security;
alter table rollup_deltas no force row level security;

-- By which source's list prices a provider's name in messages is billed; a name that is not here is its own source.
create table price_sources (
  provider text primary key,
  -- A provider of the list prices; null: none, so that only prices of operators and contracts count.
  price_source text,
  set_by text not null,
  set_at timestamptz not null default now(),
  -- What the stored list prices of the provider were taken from; the next import takes them over where it differs.
  applied_source text
);
insert into price_sources (provider, price_source, set_by, applied_source)
select provider, price_source, 'catalog',
  -- Of a new installation nothing has to be priced again.
  case when not exists (select from daily_rollups) and not exists (select from rollup_deltas) then price_source end
from (
  values ('openai_codex', 'openai'), ('google_code_assist', 'google'), ('github_copilot', 'github-copilot')
) as first_providers (provider, price_source);

-- The catalogue's own list prices go, for any model and for named ones, with the copies that end or resume them: they
-- stood for models that they do not name, and kept the sources from pricing those that they do. The first import prices
-- what they priced again.
update provider_pricing p
set superseded_at = now()
from provider_pricing c
where c.created_by = 'catalog' and c.organization_id is null and c.source = 'manual_entry'
  and p.superseded_at is null and p.organization_id is null and p.source = 'manual_entry'
  and p.provider = c.provider and p.model is not distinct from c.model and p.task_type is null
  and p.pricing_model = c.pricing_model and p.above_input_tokens = c.above_input_tokens
  and p.cost_per_unit = c.cost_per_unit and p.notes = c.notes;

alter table provider_pricing force row level security;
alter table daily_rollups force row level security;
alter table rollup_deltas force row level security;

alter table provider_pricing
  -- The day for which its source last said that it is so; null where it has no source, or none that tells.
  add column confirmed_on date;
-- The import moves the day along; nothing else of a price is edited.
grant update (confirmed_on) on provider_pricing to payback_worker;

-- Prices of models in use that another source contradicts by more than 10%, as of the latest import.
create table price_disputes (
  provider text not null,
  model text not null,
  pricing_model text not null,
  above_input_tokens bigint not null,
  -- Of the price in force, and what it is from.
  cost_per_unit numeric(20, 12) not null,
  price_source text not null,
  other_cost_per_unit numeric(20, 12) not null,
  other_source text not null,
  since timestamptz not null default now(),
  primary key (provider, model, pricing_model, above_input_tokens, other_source)
);

-- Names of models that executions and their baselines have. A name that has not been looked up in the sources yet is
-- looked up within a minute.
create table model_names (
  provider text not null,
  model text not null,
  first_seen_at timestamptz not null default now(),
  looked_up_at timestamptz,
  primary key (provider, model)
);
create index model_names_to_look_up on model_names (first_seen_at) where looked_up_at is null;

alter table price_feed_imports
  add column price_source text not null default 'genai-prices',
  -- The newest day that the data tell of: their age, whenever they were read.
  add column data_on date;

alter table price_sources enable row level security;
alter table price_sources force row level security;
create policy worker on price_sources to payback_worker using (true) with check (true);
create policy everybody on price_sources for select to payback_api using (true);
create policy operator on price_sources to payback_api
  using ((select current_is_operator())) with check ((select current_is_operator()));
alter table price_disputes enable row level security;
alter table price_disputes force row level security;
create policy worker on price_disputes to payback_worker using (true) with check (true);
create policy everybody on price_disputes for select to payback_api using (true);
alter table model_names enable row level security;
alter table model_names force row level security;
create policy worker on model_names to payback_worker using (true) with check (true);
revoke all on price_sources, price_disputes, model_names from payback_api, payback_worker;
grant select, insert, update on price_sources to payback_api, payback_worker;
grant select on price_disputes to payback_api;
grant select, insert, update, delete on price_disputes to payback_worker;
grant select, insert, update on model_names to payback_worker;
