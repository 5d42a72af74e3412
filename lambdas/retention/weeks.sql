-- @name ended_weeks
-- The weeks with partitions of which no organization keeps a day, oldest first, as their first instants. Of some only keys are left.
select distinct week as "week!"
from (
  select to_timestamp(right(relname, 8) || ' UTC', 'YYYYMMDD TZ') as week
  from pg_class
  where relkind = 'r' and relispartition and relname ~ '^(task_executions|execution_keys)_\d{8}$'
) as weeks
where week + interval '7 days' <= (select min(ended_before(o, :now::timestamptz)) from organizations o)
  -- Ingest learns of a decision within a minute.
  and not exists (select from retention_cuts where decided_at > now() - interval '5 minutes')
order by week

-- @name delete_keys_elsewhere
-- Keys of executions of a week whose ids do not name it, from the one after the given on, in the order of their ids; returns the last
-- one. The others go with the week, as the executions do. An organization whose ids name their weeks costs a look into an index.
with page as materialized (
  select e.organization_id, e.id, e.start_time
  from organizations o
  cross join lateral (
    select e.organization_id, e.id, e.start_time
    from task_executions e
    where e.organization_id = o.id and e.start_time >= :week::timestamptz and e.start_time < :week::timestamptz + interval '7 days'
      and e.id < least_id_at(:week)
      and e.id >= case when o.id = :after_organization_id?::uuid then :after_id?::uuid else '00000000-0000-0000-0000-000000000000' end
    union all
    select e.organization_id, e.id, e.start_time
    from task_executions e
    where e.organization_id = o.id and e.start_time >= :week::timestamptz and e.start_time < :week::timestamptz + interval '7 days'
      and e.id >= case when o.id = :after_organization_id?::uuid
        then greatest(:after_id?::uuid, least_id_at(:week::timestamptz + interval '7 days'))
        else least_id_at(:week::timestamptz + interval '7 days') end
    order by 2
    limit :most
  ) as e
  where :after_organization_id?::uuid is null or o.id >= :after_organization_id?::uuid
  order by e.organization_id, e.id
  limit :most
),
keys as (
  delete from execution_keys k using page p
  where k.organization_id = p.organization_id and k.id = p.id and k.start_time = p.start_time
)
select organization_id as "organization_id!", id as "id!", count(*) over () as "executions!"
from page
order by organization_id desc, id desc
limit 1

-- @name delete_flags_of_week
with old as materialized (
  select f.organization_id, f.id
  from organizations o
  cross join lateral (
    select organization_id, id
    from execution_flags
    where organization_id = o.id and start_time >= :week::timestamptz and start_time < :week::timestamptz + interval '7 days'
    limit :most
  ) as f
  limit :most
),
gone as (
  delete from execution_flags f using old where f.organization_id = old.organization_id and f.id = old.id
  returning f.id
)
select count(*) as "deleted!" from gone

-- @name delete_released_of_week
with gone as (
  delete from released_ids r using (
    select organization_id, id from released_ids
    where start_time >= :week::timestamptz and start_time < :week::timestamptz + interval '7 days'
    limit :most
  ) as old
  where r.organization_id = old.organization_id and r.id = old.id
  returning r.id
)
select count(*) as "deleted!" from gone

-- @name drop_week
select drop_week(:week::timestamptz) as "dropped!"
