-- Up Migration

-- What an execution used: the classes that something is charged for, or that are shown beside them. Null: not known.
create type usage as (
  tokens_used bigint,
  input_tokens bigint,
  cache_read_tokens bigint,
  cache_write_tokens bigint,
  output_tokens bigint,
  compute_units numeric
);

-- An execution to be priced: who charges for which usage, and when. The answer is matched by row_number.
create type execution_to_price as (
  row_number integer,
  organization_id uuid,
  provider text,
  model text,
  task_type text,
  start_time timestamptz,
  used usage
);

-- What an execution adds to the rollups of its day (weight 1) or takes from them (-1: a cost that is replaced, without
-- what a cost does not change, which is null then).
create type measured_execution as (
  organization_id uuid,
  day date,
  provider text,
  model text,
  task_type text,
  weight integer,
  success boolean,
  actual_cost numeric,
  baseline_cost numeric,
  routed boolean,
  cost_optimized boolean,
  used usage,
  duration_ms bigint
);

-- What these names were before; sql/functions makes them again.
drop function if exists price_executions(usage_to_price[]);
drop function if exists cost_components(usage_to_price, rate_card);
drop function if exists execution_cost(
  bigint, bigint, bigint, bigint, bigint, numeric, boolean, numeric, numeric, numeric, numeric, numeric, numeric, numeric);
drop function if exists unpriced_reason(text, boolean, numeric, numeric, numeric);
drop type usage_to_price;
