-- Up Migration

-- Some providers charge by the time of day (DeepSeek's peak hours): a price is in force on each day from daily_start
-- until daily_end, UTC. Ends of the day are 00:00 and 24:00; a window over midnight is two prices.
alter table provider_pricing
  add column daily_start time(0) not null default '00:00',
  add column daily_end time(0) not null default '24:00',
  add check (daily_start < daily_end),
  drop constraint provider_pricing_no_overlap,
  add constraint provider_pricing_no_overlap exclude using gist (
    provider with =,
    coalesce(organization_id, '00000000-0000-0000-0000-000000000000') with =,
    coalesce(model, '') with =,
    coalesce(task_type, '') with =,
    pricing_model with =,
    above_input_tokens with =,
    int4range(extract(epoch from daily_start)::integer, extract(epoch from daily_end)::integer) with &&,
    tstzrange(effective_date, end_date) with &&
  ) where (superseded_at is null);
-- What was believed of one provider's prices, and when.
create index provider_pricing_history on provider_pricing (provider, model, task_type, created_at);

-- A recalculation re-prices the executions of a range that a change of prices or of a baseline touches: those whose
-- own or baseline provider and model are among the named (null: any). Its figures are the sums of its days.
alter table recalculations
  drop column executions_examined,
  drop column executions_changed,
  drop column actual_cost_before,
  drop column actual_cost_after,
  drop column savings_before,
  drop column savings_after,
  add column dry_run boolean not null default false,
  add column reason text,
  -- Of a dry run: the arguments of correct_price, which it is tried with.
  add column correction jsonb,
  add column providers text[],
  add column models text[],
  add column planned_at timestamptz,
  add column failure text,
  add check (cause in ('price_correction', 'new_price', 'baseline_change', 'price_feed')),
  add check (dry_run = (correction is not null)),
  add check ((status = 'failed') = (failure is not null)),
  add check ((finished_at is not null) = (status in ('completed', 'failed')));
create index recalculations_unfinished on recalculations (created_at) where finished_at is null;
create index recalculations_by_organization on recalculations (organization_id, created_at);

-- The queue: consecutive days of one organization with about 20,000 executions, worked off in batches. The position
-- moves in the transaction that re-prices, so work that was killed goes on where it was.
create table recalculation_pieces (
  recalculation_id uuid not null references recalculations,
  organization_id uuid not null references organizations,
  start_time timestamptz not null,
  end_time timestamptz not null,
  -- Of the whole days, from the rollups: what progress is measured by.
  executions_expected bigint not null,
  executions_examined bigint not null default 0,
  position_start_time timestamptz,
  position_id uuid,
  completed_at timestamptz,
  primary key (recalculation_id, organization_id, start_time),
  check (end_time > start_time)
);

-- What a recalculation changed, by the organization's days. Sums of the changed executions alone, known costs only:
-- after - before is what the figures of that day moved by.
create table recalculation_days (
  recalculation_id uuid not null references recalculations,
  organization_id uuid not null references organizations,
  day date not null,
  executions_changed bigint not null,
  actual_cost_before numeric not null,
  actual_cost_after numeric not null,
  savings_before numeric not null,
  savings_after numeric not null,
  primary key (recalculation_id, organization_id, day)
);

-- What one batch of a recalculation did.
create type recalculated_day as (
  day date,
  executions_changed bigint,
  actual_cost_before numeric,
  actual_cost_after numeric,
  savings_before numeric,
  savings_after numeric
);
create type recalculated_batch as (
  examined integer,
  last_start_time timestamptz,
  last_id uuid,
  days recalculated_day[]
);

-- Every run of the price feed that was taken over or refused.
create table price_feed_imports (
  id bigint generated always as identity primary key,
  source text not null,
  imported_at timestamptz not null default now(),
  -- Null: taken over. Otherwise why nothing was changed.
  refusal text,
  models integer not null,
  -- provider/model of each, to tell a feed that shrinks; kept with the latest that was taken over.
  model_names text[],
  versions_created integer not null default 0,
  check (refusal is null or versions_created = 0)
);

-- An id by which the review queue names a flag.
alter table execution_flags add column id uuid not null default gen_random_uuid();
create unique index execution_flags_id on execution_flags (organization_id, id);

-- Coverage counts what has no price, which is little: the index holds nothing else.
create index task_executions_unpriced on task_executions (organization_id, start_time)
  where unpriced_reason is not null;

do $$
declare
  table_name text;
begin
  foreach table_name in array array['recalculation_pieces', 'recalculation_days', 'price_feed_imports'] loop
    execute format('alter table %I enable row level security, force row level security', table_name);
    execute format('create policy worker on %I to payback_worker using (true) with check (true)', table_name);
    execute format('grant select, insert, update, delete on %I to payback_worker', table_name);
  end loop;
  -- A change of list prices recalculates all organizations: an operator sees the whole, a member its own part.
  foreach table_name in array array['recalculation_pieces', 'recalculation_days'] loop
    execute format(
      'create policy tenant on %I to payback_api
         using (organization_id = (select current_organization_id()) or (select current_is_operator()))
         with check (organization_id = (select current_organization_id()) or (select current_is_operator()))',
      table_name);
    execute format('grant select, insert, update on %I to payback_api', table_name);
  end loop;
end $$;

-- A price is read and corrected by its id, which alone does not tell the organization to enter.
create policy member on provider_pricing for select to payback_api
  using (exists (
    select from memberships m
    where m.organization_id = provider_pricing.organization_id and m.subject = (select current_subject())));
drop policy tenant on recalculations;
create policy tenant on recalculations to payback_api
  using (
    (organization_id is null and not dry_run)
    or organization_id = (select current_organization_id())
    or (select current_is_operator())
  )
  with check (organization_id = (select current_organization_id()) or (select current_is_operator()));
grant insert, update (status, planned_at, finished_at, failure) on recalculations to payback_api;
grant update (status, note, reviewed_by, reviewed_at) on execution_flags to payback_api;
-- The price feed and dry runs supersede prices; nothing edits one.
grant update (superseded_at, superseded_by) on provider_pricing to payback_worker;
grant usage on all sequences in schema public to payback_api, payback_worker;
