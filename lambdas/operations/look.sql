-- @name look_rejections
-- Of which organizations messages were rejected within an hour, and why; null: of one that does not exist.
select organization_id, reason as "reason!", path, count(*) as "messages!", max(received_at) as "last!"
from ingest_rejections
where received_at > now() - interval '1 hour'
group by organization_id, reason, path
order by 4 desc
limit 50

-- @name look_losses
-- Tasks that cost more than their baseline and were stored within two hours; how many, never how much.
select organization_id as "organization_id!", provider as "provider!", model, baseline_provider, baseline_model, count(*) as "tasks!"
from task_executions
where success and actual_cost > baseline_cost and void_id is null
  and created_at > now() - interval '2 hours' and start_time > now() - interval '1 day'
group by organization_id, provider, model, baseline_provider, baseline_model
order by 6 desc
limit 50

-- @name look_unpriced
-- Whose costs of a day are unknown, and why.
select organization_id as "organization_id!", unpriced_reason as "reason!", unpriced_detail as detail, count(*) as "tasks!"
from task_executions
where start_time > now() - interval '1 day' and unpriced_reason is not null and void_id is null
group by organization_id, unpriced_reason, unpriced_detail
order by 4 desc
limit 50

-- @name look_busiest
-- Who sent most that started within an hour.
select organization_id as "organization_id!", provider as "provider!", model, count(*) as "tasks!"
from task_executions
where start_time > now() - interval '1 hour' and void_id is null
group by organization_id, provider, model
order by 4 desc
limit 50

-- @name look_silent
-- Who sent something in the week before and nothing for three days.
select organization_id as "organization_id!", max(day) as "last!"
from current_measures
where day >= (now() at time zone 'UTC')::date - 10
group by organization_id
having max(day) < (now() at time zone 'UTC')::date - 3
order by 2 desc
limit 50

-- @name look_recalculations
-- What is unfinished of recalculations, oldest first, and how many pieces of each are done.
select
  c.id as "id!", c.cause as "cause!", c.organization_id, c.created_at as "created_at!", c.dry_run as "dry_run!",
  count(p.recalculation_id) as "pieces!", count(p.completed_at) as "completed!"
from recalculations c
left join recalculation_pieces p on p.recalculation_id = c.id
where c.finished_at is null
group by c.id
order by c.created_at
limit 50

-- @name look_drift
-- Days of the last week whose rollups were not the sums of their executions.
select organization_id as "organization_id!", day as "day!", created_at as "found_at!", details as "details!"
from reconciliations
where drifted and created_at > now() - interval '8 days'
order by created_at desc
limit 50

-- @name look_lists
-- The last imports of list prices, of which day their data are, and why one was refused.
select imported_at as "imported_at!", source as "source!", price_source, data_on, models as "models!", refusal
from price_feed_imports
order by id desc
limit 30

-- @name look_retention
-- From which day on organizations have their executions, and from which they should; those that are behind most first.
select
  o.id as "organization_id!", o.retention_days as "retention_days!", c.kept_from as "kept_from?", c.decided_at as "decided_at?",
  first_kept_day(o, now()) as "should_be_from!"
from organizations o
left join retention_cuts c on c.organization_id = o.id
order by first_kept_day(o, now()) - c.kept_from desc nulls last
limit 20

-- @name look_erasures
-- Erasures that are unfinished, oldest first.
select
  e.id as "id!", e.organization_id as "organization_id!", e.requested_at as "requested_at!", e.kept_outside_at, e.rows_erased_at,
  e.executions,
  (select count(*) from erasure_people p where p.erasure_id = e.id)::integer as "people_left!"
from erasures e
where e.finished_at is null
order by e.requested_at
limit 50

-- @name look_live
-- How many dashboards are connected, by organization, since when, and when somebody looked after them last.
select
  c.organization_id as "organization_id!", count(*) as "sockets!", min(c.connected_at) as "first!",
  (select seen_at from live_watch) as watched
from live_connections c
where c.expires_at > now()
group by c.organization_id
order by 2 desc
limit 50
