-- Why a cost is not known, null where it is. p_side is 'actual' or 'baseline'. A cost of 10^12 or more does not fit
-- numeric(24,12): it is a wrong price or wrong usage, and must not fail the executions priced beside it. It takes of usage
-- and rate card what it needs: a composite made for each execution and side was a tenth of the time of pricing.
create or replace function unpriced_reason(
  p_side text, p_card_found boolean, p_cost numeric, p_per_compute_unit numeric, p_compute_units numeric
) returns text
language sql immutable parallel safe
return case
  when not p_card_found then p_side || '_price_missing'
  when p_cost < 1e12 then null
  when p_cost is not null then p_side || '_cost_out_of_range'
  when p_per_compute_unit is not null and p_compute_units is null then p_side || '_compute_units_missing'
  else p_side || '_token_split_missing'
end;
