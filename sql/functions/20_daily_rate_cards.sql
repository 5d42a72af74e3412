-- rate_cards of one provider and model as it would charge an organization for each task type, for start times in
-- [p_from, p_to], each cell once for every day (UTC) that it is in force on: many executions find their cell by hash,
-- however often prices change. In spans of 30 days, because rate_cards compares the prices of a key with each other:
-- a year of a price that changes twice a day took 1.2 s in one span.
create or replace function daily_rate_cards(
  p_organization_id uuid, p_provider text, p_model text, p_task_types text[], p_from timestamptz, p_to timestamptz
)
returns table (utc_day date, card rate_card)
language sql stable parallel safe
-- Small beside the executions, and with a setting it is not inlined. Taken for more, a million when inlined, the
-- executions would be sorted to be merged with it: twice the time.
rows 100
set jit = off
as $$
select utc_day::date, card
from generate_series(date_trunc('day', p_from at time zone 'UTC'), p_to at time zone 'UTC', '30 days') as span_start
cross join lateral rate_cards(
  array_fill(p_organization_id, array[cardinality(p_task_types)]),
  array_fill(p_provider, array[cardinality(p_task_types)]),
  array_fill(p_model, array[cardinality(p_task_types)]),
  p_task_types,
  null, null, null,
  greatest(span_start at time zone 'UTC', p_from),
  least((span_start + interval '30 days') at time zone 'UTC', p_to)
) as card
cross join lateral generate_series(
  date_trunc('day', card.valid_from at time zone 'UTC'), least(card.valid_to, p_to) at time zone 'UTC', '1 day'
) as utc_day
where utc_day < span_start + interval '30 days'
$$;
