-- Up Migration

-- One row per finished run. No foreign keys: a referential check costs 13 microseconds a row here, and every
-- row comes from the one ingest statement, which writes the referenced rows in the same transaction.
create table task_executions (
  organization_id uuid not null,
  id uuid not null,
  task_id text not null,
  user_id uuid not null,
  provider text not null,
  model text,
  task_type text not null,
  task_description text,
  start_time timestamptz not null,
  end_time timestamptz not null,
  duration_ms bigint not null
    generated always as (round(extract(epoch from end_time - start_time) * 1000)) stored,
  tokens_used bigint not null,
  input_tokens bigint,
  cache_read_tokens bigint,
  cache_write_tokens bigint,
  output_tokens bigint,
  compute_units numeric(20, 6),
  actual_cost numeric(24, 12),
  baseline_cost numeric(24, 12),
  savings numeric(24, 12)
    generated always as (case when success then baseline_cost - actual_cost end) stored,
  currency text not null default 'USD',
  success boolean not null,
  error_message text,
  confidence_score double precision,
  routing_decision_id uuid,
  unpriced_reason text,
  baseline_provider text,
  baseline_model text,
  priced_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id, start_time),
  check (end_time >= start_time),
  check (cache_read_tokens + cache_write_tokens <= coalesce(input_tokens, tokens_used)),
  -- Unknown is NULL with a reason, never 0.
  check ((actual_cost is null or baseline_cost is null) = (unpriced_reason is not null))
) partition by range (start_time);

create index task_executions_by_time on task_executions (organization_id, start_time);
create index task_executions_by_user on task_executions (organization_id, user_id, start_time);

-- A decision has the id of the execution it led to.
create table routing_decisions (
  organization_id uuid not null,
  id uuid not null,
  start_time timestamptz not null,
  chosen_provider text not null,
  alternative_providers jsonb not null,
  routing_strategy text not null,
  reasoning text,
  confidence_score double precision,
  estimated_cost numeric(24, 12),
  estimated_duration_ms bigint,
  potential_savings numeric(24, 12),
  algorithm_version text,
  created_at timestamptz not null default now(),
  primary key (organization_id, id, start_time)
) partition by range (start_time);

-- What makes an execution's id an idempotency key. A unique constraint of a partitioned table must hold the
-- partition key, so the same id with another start time would pass there as a second execution.
create table execution_keys (
  organization_id uuid not null,
  id uuid not null,
  start_time timestamptz not null,
  content_hash bytea not null,
  constraint execution_keys_unique primary key (organization_id, id)
);

create table execution_flags (
  organization_id uuid not null,
  execution_id uuid not null,
  start_time timestamptz not null,
  kind text not null check (kind in ('negative_savings', 'cost_over_10x_baseline', 'over_review_threshold')),
  status text not null default 'open' check (status in ('open', 'reviewed')),
  note text,
  reviewed_by text,
  reviewed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organization_id, execution_id, kind),
  check ((status = 'reviewed') = (reviewed_at is not null and reviewed_by is not null))
);
create index execution_flags_by_time on execution_flags (organization_id, status, start_time);

create table ingest_rejections (
  id bigint generated always as identity primary key,
  -- SQS delivers at least once: the same message is rejected once.
  message_id text not null unique,
  -- Null where the message names no organization that exists.
  organization_id uuid,
  execution_id text,
  reason text not null,
  path text,
  detail text not null,
  body text not null,
  received_at timestamptz not null default now()
);
create index ingest_rejections_by_organization on ingest_rejections (organization_id, received_at);

-- Weekly partitions (from Monday, UTC) of both tables covering the range; returns how many were made. Attached
-- rather than created in place: ATTACH takes a lock that lets reads and writes go on.
create function ensure_partitions(p_from timestamptz, p_to timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  week timestamp := date_trunc('week', p_from at time zone 'UTC');
  parent text;
  child text;
  made integer := 0;
begin
  if p_to - p_from > interval '1200 days' then
    raise exception 'a range of % is too long for partitions', p_to - p_from;
  end if;
  perform pg_advisory_xact_lock(hashtext('ensure_partitions'));
  while week <= p_to at time zone 'UTC' loop
    foreach parent in array array['task_executions', 'routing_decisions'] loop
      child := parent || to_char(week, '_YYYYMMDD');
      if to_regclass('public.' || child) is null then
        execute format('create table public.%I (like public.%I including all)', child, parent);
        execute format('alter table public.%I enable row level security, force row level security', child);
        execute format(
          'alter table public.%I attach partition public.%I for values from (%L) to (%L)',
          parent, child, week at time zone 'UTC', (week + interval '7 days') at time zone 'UTC');
        made := made + 1;
      end if;
    end loop;
    week := week + interval '7 days';
  end loop;
  return made;
end $$;
revoke all on function ensure_partitions from public;
grant execute on function ensure_partitions to payback_worker, payback_api;
