-- @name close_baseline
-- Ends the current version of a rule, if it began before; no row otherwise.
update organization_baselines
set end_date = :effective_date
where organization_id = :organization_id and end_date is null and effective_date < :effective_date
  and rule = :rule and task_type is not distinct from :task_type?
  and label_key is not distinct from :label_key? and label_value is not distinct from :label_value?
returning id

-- @name last_version
-- Of a rule: whether a new version may begin. No row where the rule never had any.
select end_date, end_date <= :effective_date as "has_ended?"
from organization_baselines
where organization_id = :organization_id
  and rule = :rule and task_type is not distinct from :task_type?
  and label_key is not distinct from :label_key? and label_value is not distinct from :label_value?
order by effective_date desc
limit 1

-- @name insert_baseline
insert into organization_baselines (
  organization_id, rule, task_type, label_key, label_value, provider, model, effective_date, created_by)
values (
  :organization_id, :rule, :task_type?, :label_key?, :label_value?, :provider?, :model?, :effective_date,
  current_subject())
returning id

-- @name count_rules_in_force
select count(*) as "rules!"
from organization_baselines
where organization_id = :organization_id and end_date is null

-- @name request_baseline_recalculation
-- The organization's executions of every provider are compared with its baseline.
select request_recalculation(
  :organization_id, 'baseline_change', null, :effective_date, 'infinity', null, null, null, current_subject()) as "id!"

-- @name baseline_versions
-- Newest first; those that ended only where they are asked for.
select
  id, rule, task_type, label_key, label_value, provider, model,
  nullif(effective_date, '-infinity') as effective_date, end_date, created_by, created_at,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position!"
from organization_baselines
where organization_id = :organization_id
  and (:id?::uuid is null or id = :id)
  and (:is_current?::boolean is null or (end_date is null) = :is_current)
  and (:after_time?::timestamptz is null or (created_at, id) < (:after_time::timestamptz, :after_id?::uuid))
order by created_at desc, id desc
limit :limit

-- @name end_baseline
-- No row where it would end before it began, or has ended.
update organization_baselines
set end_date = :end_date
where organization_id = :organization_id and id = :id and end_date is null and effective_date < :end_date
returning id
