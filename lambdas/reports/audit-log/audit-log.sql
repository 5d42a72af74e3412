-- @name audit_entries
-- Newest first, by audit_log_newest_first. Days are those of the organization, or of UTC where there is none.
select
  id,
  created_at,
  organization_id,
  actor,
  action,
  resource_type,
  subject as "resource_id!",
  details as "details!",
  host(address) as address,
  user_agent,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position!"
from audit_log
where (organization_id = :organization_id?::uuid or (:organization_id::uuid is null and organization_id is null))
  and (:start?::date is null or created_at >= first_instant_of_day(:start, :time_zone))
  and (:end?::date is null or created_at < first_instant_of_day(:end::date + 1, :time_zone))
  and (:actor?::text is null or actor = :actor)
  and (:action?::text is null or action = :action)
  and (:changes?::boolean is null or (action not in ('view_analytics', 'export_data')) = :changes)
  and (:resource_type?::text is null or resource_type = :resource_type)
  and (:after_time?::timestamptz is null or (created_at, id) < (:after_time::timestamptz, :after_id?::bigint))
order by created_at desc, id desc
limit :limit

-- @name refused_days
-- Newest days first, by refused_access_by_organization.
select day, subject as "actor!", operation, least(refusals, 2147483647)::integer as "refusals!", first_at, last_at
from refused_access
where (organization_id = :organization_id?::uuid or (:organization_id::uuid is null and organization_id is null))
  and (
    :after_day?::date is null
    or day < :after_day::date
    or (day = :after_day::date and (subject, operation) > (:after_actor?::text, :after_operation?::text))
  )
order by day desc, subject, operation
limit :limit
