-- @name is_known_time_zone
select exists (select from pg_timezone_names where name = :time_zone) as "known!"

-- @name insert_organization
-- The first baseline holds from the beginning of time, so that history sent later is compared too.
with created as (
  insert into organizations (
    name, time_zone, retention_days, review_threshold, actual_cost_source, producers_enforced, keep_descriptions, keep_error_messages,
    figures_by_person, archive)
  values (
    :name, :time_zone, :retention_days, :review_threshold, :actual_cost_source, :producers_enforced, :keep_descriptions, :keep_error_messages,
    :figures_by_person, :archive)
  returning id
)
insert into organization_baselines (organization_id, provider, model, effective_date, created_by)
select id, :provider, :model?, '-infinity', current_subject()
from created
returning organization_id as id

-- @name has_executions
-- Totals outlive the executions that they count, and both are bound to the days of the time zone.
select exists (select from current_measures where organization_id = :organization_id) as "has_executions!"

-- @name store_changes
update organizations
set
  name = coalesce(:name?, name),
  time_zone = coalesce(:time_zone?, time_zone),
  retention_days = coalesce(:retention_days?, retention_days),
  review_threshold = coalesce(:review_threshold?, review_threshold),
  actual_cost_source = coalesce(:actual_cost_source?, actual_cost_source),
  keep_descriptions = coalesce(:keep_descriptions?, keep_descriptions),
  keep_error_messages = coalesce(:keep_error_messages?, keep_error_messages),
  figures_by_person = coalesce(:figures_by_person?, figures_by_person),
  archive = coalesce(:archive?, archive),
  updated_at = now()
where id = :organization_id

-- @name request_cost_source_recalculation
select request_recalculation(
  :organization_id, 'cost_source_change', null, '-infinity', 'infinity', null, null, null, current_subject()) as "id!"
