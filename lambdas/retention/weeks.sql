-- @name ended_weeks
-- The weeks with partitions of which no organization keeps a day, oldest first, as their first instants.
select to_timestamp(substr(relname, length('task_executions_') + 1) || ' UTC', 'YYYYMMDD TZ') as "week!"
from pg_class
where relkind = 'r' and relispartition and relname ~ '^task_executions_\d{8}$'
  and to_timestamp(substr(relname, length('task_executions_') + 1) || ' UTC', 'YYYYMMDD TZ') + interval '7 days'
    <= (select min(ended_before(o, :now::timestamptz)) from organizations o)
  -- Ingest learns of a decision within a minute.
  and not exists (select from retention_cuts where decided_at > now() - interval '5 minutes')
order by 1

-- @name delete_keys_of_week
-- Keys and flags of executions of a week, from the one after the given on, in the order of their ids; returns the last one. The
-- executions stay for the partition to be dropped with them.
with page as materialized (
  select organization_id, id, start_time
  from task_executions
  where start_time >= :week::timestamptz and start_time < :week::timestamptz + interval '7 days'
    and (:after_organization_id?::uuid is null or (organization_id, id) > (:after_organization_id, :after_id?::uuid))
  order by organization_id, id
  limit :most
),
keys as (
  delete from execution_keys k using page p
  where k.organization_id = p.organization_id and k.id = p.id and k.start_time = p.start_time
),
released as (
  delete from released_ids r using page p
  where r.organization_id = p.organization_id and r.id = p.id and r.start_time = p.start_time
),
flags as (
  delete from execution_flags f using page p
  where f.organization_id = p.organization_id and f.execution_id = p.id and f.start_time = p.start_time
)
select organization_id, id, count(*) over () as "executions!"
from page
order by organization_id desc, id desc
limit 1

-- @name drop_week
select drop_week(:week::timestamptz) as "dropped!"
