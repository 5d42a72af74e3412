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
    select distinct coalesce(l.relation::regclass::text, named.lock, l.locktype) || ' ' || l.mode
    from pg_locks l
    -- As sql/functions/00_locks.sql and the migrations take them.
    left join (
      values
        ('price book', hashtext('provider_pricing')::bigint),
        ('pricing inputs', hashtext('pricing-inputs')::bigint),
        ('fold', 7298228),
        ('migration', 7241865325823964)
    ) as named (lock, key)
      on l.locktype = 'advisory' and l.objsubid = 1 and named.key = (l.classid::bigint << 32) | l.objid::bigint
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
