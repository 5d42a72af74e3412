-- Up Migration

-- Everything that providers bill, and what decides at which price. Views and functions that take a row of executions are
-- made again by sql/functions.
drop function if exists execution_to_price(counted_executions, bigint);
drop function if exists usage_of(counted_executions);
drop function if exists rate_cards(uuid[], text[], text[], text[], timestamptz, timestamptz);
drop function if exists daily_rate_cards(uuid, text, text, text[], timestamptz, timestamptz);
drop function if exists unpriced_reason(text, boolean, numeric, numeric, numeric);
drop function if exists card_found(rate_card, bigint);
drop function if exists cost_components(usage, rate_card);
drop function if exists price_executions(execution_to_price[]);
drop function if exists reprice_executions(
  uuid, timestamptz, timestamptz, text[], text[], timestamptz, uuid, integer);
drop view counted_executions;

alter type usage
  add attribute requests bigint,
  add attribute cache_write_1h_tokens bigint,
  add attribute audio_input_tokens bigint,
  add attribute audio_output_tokens bigint,
  add attribute image_input_tokens bigint,
  add attribute web_searches bigint;

alter table task_executions
  -- A timeout has no counts, and a gateway not always a user.
  alter column tokens_used drop not null,
  alter column user_id drop not null,
  -- Without a scale nothing is rewritten; what comes in has at most 18 decimals.
  alter column compute_units type numeric,
  add column requests bigint,
  add column cache_write_1h_tokens bigint,
  add column audio_input_tokens bigint,
  add column audio_output_tokens bigint,
  add column image_input_tokens bigint,
  add column web_searches bigint,
  -- Keys of usage that nobody here knows, with their values: what makes it unpriced until they are known.
  add column unknown_usage jsonb,
  -- The usage of each provider request, where the producer tells: an array of objects with the attributes of usage.
  add column per_request jsonb,
  add column service_tier text,
  add column speed text,
  add column inference_geo text,
  -- Answered from the gateway's own cache: no provider was asked, nothing is billed.
  add column cache_hit boolean,
  add column request_id text,
  add column session_id text,
  add column attempt integer,
  add column requested_model text,
  add column labels jsonb,
  add column router_cost numeric,
  add column quality double precision,
  add column provider_cost numeric,
  add column provider_cost_currency text,
  -- The baseline that the message names; baseline_provider and baseline_model are the one that applied.
  add column message_baseline_provider text,
  add column message_baseline_model text,
  -- What ingest cut, dropped or preferred: an array of strings.
  add column notes jsonb,
  add column unpriced_detail text,
  add column baseline_rule text,
  add column price_basis text,
  add constraint task_executions_cache_write_1h_check check (cache_write_1h_tokens <= cache_write_tokens) not valid,
  add constraint task_executions_baseline_rule_check check (
    baseline_rule in ('message', 'requested_model', 'label', 'task_type', 'organization')) not valid,
  add constraint task_executions_price_basis_check check (
    price_basis in ('named', 'inferred', 'any_model', 'provider_reported')) not valid;

create view counted_executions with (security_invoker = true) as
select * from task_executions;
grant select on counted_executions to payback_api, payback_worker;

alter type execution_to_price
  add attribute per_request jsonb,
  add attribute unknown_usage jsonb,
  add attribute service_tier text,
  add attribute speed text,
  add attribute inference_geo text,
  add attribute cache_hit boolean,
  add attribute requested_model text,
  add attribute labels jsonb,
  add attribute message_baseline_provider text,
  add attribute message_baseline_model text,
  -- In US dollars; null where it is not reported, or in another currency.
  add attribute provider_cost numeric;

-- The first three are of the key; the factor is the product of those that apply to tokens, null where one is missing.
alter type rate_card
  add attribute service_tier text,
  add attribute speed text,
  add attribute inference_geo text,
  add attribute token_factor numeric,
  add attribute missing_condition text,
  add attribute is_any_model boolean,
  add attribute is_inferred boolean,
  add attribute per_cache_write_1h_token numeric,
  add attribute per_reasoning_token numeric,
  add attribute per_audio_input_token numeric,
  add attribute per_audio_output_token numeric,
  add attribute per_image_input_token numeric,
  add attribute per_web_search numeric,
  add attribute factor_ids uuid[];

-- A price may be for one service tier, speed or place of inference only; null is the default of each.
alter table provider_pricing
  add column service_tier text,
  add column speed text,
  add column inference_geo text,
  -- Found by a prefix of the model's name, not by the name.
  add column is_inferred boolean not null default false,
  drop constraint provider_pricing_pricing_model_check,
  add constraint provider_pricing_pricing_model_check check (pricing_model in (
    'per_token', 'per_input_token', 'per_cache_read_token', 'per_cache_write_token', 'per_cache_write_1h_token',
    'per_output_token', 'per_reasoning_token', 'per_audio_input_token', 'per_audio_output_token',
    'per_image_input_token', 'per_web_search', 'per_request', 'per_compute_unit')),
  -- Costs are rounded once, so no product has to fit.
  drop constraint provider_pricing_check2,
  drop constraint provider_pricing_no_overlap,
  add constraint provider_pricing_no_overlap exclude using gist (
    provider with =,
    (coalesce(organization_id, '00000000-0000-0000-0000-000000000000')) with =,
    (coalesce(model, '')) with =,
    (coalesce(task_type, '')) with =,
    pricing_model with =,
    above_input_tokens with =,
    (coalesce(service_tier, '')) with =,
    (coalesce(speed, '')) with =,
    (coalesce(inference_geo, '')) with =,
    int4range(extract(epoch from daily_start)::integer, extract(epoch from daily_end)::integer) with &&,
    tstzrange(effective_date, end_date) with &&
  ) where (superseded_at is null);

-- What a provider sells as a percentage of its standard prices, dated like a price and corrected like one.
create table price_factors (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid references organizations,
  provider text not null,
  model text,
  dimension text not null check (dimension in ('service_tier', 'speed', 'inference_geo')),
  value text not null check (value <> ''),
  factor numeric(12, 6) not null check (factor >= 0),
  effective_date timestamptz not null,
  end_date timestamptz check (end_date > effective_date),
  source text not null check (source in ('provider_api', 'manual_entry', 'contract')),
  notes text,
  created_by text not null,
  created_at timestamptz not null default now(),
  superseded_at timestamptz,
  superseded_by uuid references price_factors deferrable initially deferred,
  check ((source = 'contract') = (organization_id is not null)),
  constraint price_factors_no_overlap exclude using gist (
    provider with =,
    (coalesce(organization_id, '00000000-0000-0000-0000-000000000000')) with =,
    (coalesce(model, '')) with =,
    dimension with =,
    value with =,
    tstzrange(effective_date, end_date) with &&
  ) where (superseded_at is null)
);
create index price_factors_in_force on price_factors (provider, dimension, value) where superseded_at is null;
alter table price_factors enable row level security;
alter table price_factors force row level security;
create policy tenant on price_factors to payback_api
  using (
    organization_id is null or organization_id = (select current_organization_id())
    or (select current_is_operator()))
  with check (organization_id = (select current_organization_id()) or (select current_is_operator()));
create policy worker on price_factors to payback_worker using (true) with check (true);
revoke all on price_factors from payback_api, payback_worker;
grant select, insert, update (superseded_at, superseded_by) on price_factors to payback_api, payback_worker;

-- A rule of a baseline: for messages that name their own (accepted while such a rule is in force), for the requested model,
-- for a label's value, for a task type, for the organization.
alter table organization_baselines
  alter column provider drop not null,
  add column id uuid not null default gen_random_uuid(),
  add column rule text not null default 'organization'
    check (rule in ('message', 'requested_model', 'label', 'task_type', 'organization')),
  add column task_type text,
  add column label_key text,
  add column label_value text,
  drop constraint organization_baselines_pkey,
  add primary key (id),
  add check (provider is not null or rule in ('message', 'requested_model')),
  add check ((task_type is not null) = (rule = 'task_type')),
  add check ((label_key is not null and label_value is not null) = (rule = 'label')),
  drop constraint organization_baselines_no_overlap,
  add constraint organization_baselines_no_overlap exclude using gist (
    organization_id with =,
    rule with =,
    (coalesce(task_type, '')) with =,
    (coalesce(label_key, '')) with =,
    (coalesce(label_value, '')) with =,
    tstzrange(effective_date, end_date) with &&
  );
create index organization_baselines_by_organization on organization_baselines (organization_id, effective_date);

alter table organizations
  add column actual_cost_source text not null default 'price_book'
    check (actual_cost_source in ('price_book', 'provider'));
