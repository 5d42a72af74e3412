-- What about one execution somebody should look at. Costs that are not known raise nothing.
create or replace function raised_flags(
  p_success boolean, p_actual_cost numeric, p_baseline_cost numeric, p_review_threshold numeric
) returns table (kind text)
language sql immutable parallel safe
as $$
select kind
from (
  values
    ('negative_savings', p_success and p_baseline_cost < p_actual_cost),
    ('cost_over_10x_baseline', p_actual_cost > 10 * p_baseline_cost),
    ('over_review_threshold', p_actual_cost > p_review_threshold)
) as flag (kind, raised)
where raised
$$;
