-- @name price_bases
-- Actual costs that are not based on a price of the exact model.
select price_basis as "basis!", count(*) as "executions!", sum(actual_cost) as "actual_cost!"
from counted_executions
where organization_id = :organization_id
  and price_basis in ('inferred', 'any_model', 'provider_reported')
  and start_time >= first_instant_of_day(:start::date, :time_zone)
  and start_time < first_instant_of_day(:end::date + 1, :time_zone)
group by price_basis

-- @name provider_costs
-- What providers reported and what was calculated, largest differences first.
select
  provider as "provider!", model, count(*) as "executions!", sum(actual_cost) as "actual_cost!", sum(provider_cost) as "provider_cost!",
  sum(actual_cost) - sum(provider_cost) as "difference!",
  -- By more than a cent, and by more than 1% of what was reported.
  abs(sum(actual_cost) - sum(provider_cost)) > greatest(0.01, 0.01 * sum(provider_cost)) as "flagged!"
from counted_executions
where organization_id = :organization_id
  and provider_cost is not null and provider_cost_currency = 'USD' and actual_cost is not null
  and price_basis is distinct from 'provider_reported'
  and start_time >= first_instant_of_day(:start::date, :time_zone)
  and start_time < first_instant_of_day(:end::date + 1, :time_zone)
group by provider, model
order by abs(sum(actual_cost) - sum(provider_cost)) desc, provider, model
limit :most
