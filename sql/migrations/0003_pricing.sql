-- Up Migration

create table provider_pricing (
  id uuid primary key default gen_random_uuid(),
  -- Null: a list price. Set: a contract of that organization.
  organization_id uuid references organizations,
  provider text not null,
  model text,
  task_type text,
  pricing_model text not null check (pricing_model in (
    'per_token', 'per_input_token', 'per_cache_read_token', 'per_cache_write_token', 'per_output_token',
    'per_request', 'per_compute_unit')),
  above_input_tokens bigint not null default 0 check (above_input_tokens >= 0),
  cost_per_unit numeric(20, 12) not null check (cost_per_unit >= 0),
  currency text not null default 'USD' check (currency = 'USD'),
  effective_date timestamptz not null,
  end_date timestamptz,
  source text not null check (source in ('provider_api', 'manual_entry', 'contract')),
  notes text,
  created_by text not null,
  created_at timestamptz not null default now(),
  -- A row is never edited or deleted: what was believed stays answerable. It is superseded instead.
  superseded_at timestamptz,
  superseded_by uuid references provider_pricing deferrable initially deferred,
  check (end_date > effective_date),
  check ((source = 'contract') = (organization_id is not null)),
  -- compute_units has six decimals, so six more are what a cost of twelve can hold exactly.
  check (pricing_model <> 'per_compute_unit' or cost_per_unit = round(cost_per_unit, 6)),
  constraint provider_pricing_no_overlap exclude using gist (
    provider with =,
    coalesce(organization_id, '00000000-0000-0000-0000-000000000000') with =,
    coalesce(model, '') with =,
    coalesce(task_type, '') with =,
    pricing_model with =,
    above_input_tokens with =,
    tstzrange(effective_date, end_date) with &&
  ) where (superseded_at is null)
);
-- The look-up of rate_cards: exact scopes, prices in force only.
create index provider_pricing_in_force on provider_pricing (provider, model, task_type, organization_id)
  where superseded_at is null;
create index provider_pricing_contracts on provider_pricing (organization_id)
  where superseded_at is null and organization_id is not null;

create table price_changes (
  id bigint generated always as identity primary key,
  organization_id uuid references organizations,
  price_id uuid not null references provider_pricing,
  previous_price_id uuid not null references provider_pricing,
  previous_cost_per_unit numeric(20, 12) not null,
  cost_per_unit numeric(20, 12) not null,
  created_at timestamptz not null default now()
);

create table recalculations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid references organizations,
  cause text not null,
  price_id uuid references provider_pricing,
  start_time timestamptz not null,
  end_time timestamptz not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed')),
  executions_examined bigint not null default 0,
  executions_changed bigint not null default 0,
  actual_cost_before numeric not null default 0,
  actual_cost_after numeric not null default 0,
  savings_before numeric not null default 0,
  savings_after numeric not null default 0,
  created_by text not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);

-- Usage to be priced, and the answer. One row per execution, matched by row_number.
create type usage_to_price as (
  row_number integer,
  organization_id uuid,
  provider text,
  model text,
  task_type text,
  start_time timestamptz,
  tokens_used bigint,
  input_tokens bigint,
  cache_read_tokens bigint,
  cache_write_tokens bigint,
  output_tokens bigint,
  compute_units numeric
);

-- One cell of the price book for one key: in force from valid_from until valid_to, for executions with more than
-- above_input_tokens and at most up_to_input_tokens (null: no limit). A null unit is not charged.
create type rate_card as (
  organization_id uuid,
  provider text,
  model text,
  task_type text,
  valid_from timestamptz,
  valid_to timestamptz,
  above_input_tokens bigint,
  up_to_input_tokens bigint,
  has_tiers boolean,
  per_token numeric,
  per_input_token numeric,
  per_cache_read_token numeric,
  per_cache_write_token numeric,
  per_output_token numeric,
  per_request numeric,
  per_compute_unit numeric,
  price_ids uuid[]
);
