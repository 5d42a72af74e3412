-- Why a cost is not known, null where it is. p_side is 'actual' or 'baseline', p_lacks what card_lacks says. A cost of 10^12
-- or more does not fit numeric(24,12): it is a wrong price or wrong usage, and must not fail the executions priced beside it.
create or replace function unpriced_reason(p_side text, p_lacks text, p_cost numeric) returns text
language sql immutable parallel safe
return case
  when p_cost < 1e12 then null
  when p_cost is not null then p_side || '_cost_out_of_range'
  when p_lacks = 'usage' then 'usage_missing'
  when p_lacks = 'compute_units' then p_side || '_compute_units_missing'
  when p_lacks = 'request_split' then case p_side when 'baseline' then 'baseline_' else '' end || 'request_split_missing'
  when p_lacks like '%=%' then case p_side when 'baseline' then 'baseline_' else '' end || 'service_tier_price_missing'
  when p_lacks is not null then p_side || '_price_missing'
  else p_side || '_token_split_missing'
end;

-- What the reason does not name: the condition or the unit without a price; null where there is nothing to add.
create or replace function unpriced_detail(p_lacks text, p_cost numeric) returns text
language sql immutable parallel safe
return case when p_cost is null and (p_lacks like '%=%' or starts_with(p_lacks, 'per_')) then p_lacks end;
