-- Why a cost is not known, null where it is. p_side is 'actual' or 'baseline', p_cost what the usage costs under the card.
-- A cost of 10^12 or more does not fit numeric(24,12): it is a wrong price or wrong usage, and must not fail the
-- executions priced beside it.
create or replace function unpriced_reason(p_side text, p_cost numeric, p_used usage, p_card rate_card) returns text
language sql immutable parallel safe
return case
  when not card_found(p_card, p_used) then p_side || '_price_missing'
  when p_cost < 1e12 then null
  when p_cost is not null then p_side || '_cost_out_of_range'
  when p_card.per_compute_unit is not null and p_used.compute_units is null then p_side || '_compute_units_missing'
  else p_side || '_token_split_missing'
end;
