-- Sessions that hold others up, wait for others, or have a transaction open for long. What they ask is not told: it may hold texts.
select
  a.pid as "pid!",
  a.usename::text as "role?",
  a.application_name as "application?",
  a.state as "state?",
  a.wait_event_type || ' ' || a.wait_event as waits_for,
  extract(epoch from now() - a.xact_start)::integer as transaction_seconds,
  extract(epoch from now() - a.state_change)::integer as state_seconds,
  pg_blocking_pids(a.pid) as "blocked_by!",
  array(
    select distinct coalesce(l.relation::regclass::text, l.locktype) || ' ' || l.mode
    from pg_locks l
    where l.pid = a.pid and l.granted and l.locktype in ('relation', 'advisory')
      and l.mode in ('AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock')
      and (l.relation is null or l.database = (select oid from pg_database where datname = current_database()))
    order by 1
    limit 20
  ) as "holds!"
from pg_stat_activity a
where a.datname = current_database() and a.pid <> pg_backend_pid() and a.backend_type = 'client backend'
  and (
    cardinality(pg_blocking_pids(a.pid)) > 0
    or exists (select from pg_stat_activity w where a.pid = any (pg_blocking_pids(w.pid)))
    or now() - a.xact_start > make_interval(secs => :longer_than::integer))
order by a.xact_start nulls last, a.pid
limit 100
