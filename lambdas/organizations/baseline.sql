-- @name close_baseline
-- Ends the current baseline, if it began before; no row otherwise.
update organization_baselines
set end_date = :effective_date
where organization_id = :organization_id and rule = 'organization' and end_date is null and effective_date < :effective_date
returning provider

-- @name has_baseline
select exists (
  select from organization_baselines where organization_id = :organization_id and rule = 'organization'
) as "has_baseline!"

-- @name insert_baseline
insert into organization_baselines (organization_id, provider, model, effective_date, created_by)
values (:organization_id, :provider, :model?, :effective_date, current_subject())

-- @name request_baseline_recalculation
-- The organization's executions of every provider are compared with its baseline.
select request_recalculation(
  :organization_id, 'baseline_change', null, :effective_date, 'infinity', null, null, null, current_subject()) as "id!"
