-- What an operator looks at first, of the whole deployment. Ages in seconds by the database's clock; null where there is nothing.
select
  (select max(name) from schema_migrations) as "schema!",
  -- Since when jobs say that they ran.
  (select extract(epoch from now() - run_on::timestamptz) from schema_migrations where name = '0041_job_runs')::integer
    as "runs_known!",
  (select count(*) from rollup_deltas)::integer as "pending_deltas!",
  (select extract(epoch from now() - min(created_at)) from rollup_deltas)::integer as pending_age,
  (select count(*) from recalculations where finished_at is null and not dry_run)::integer as "recalculations!",
  (select extract(epoch from now() - min(created_at)) from recalculations where finished_at is null and not dry_run)::integer
    as recalculation_age,
  (select count(*) from erasures where finished_at is null)::integer as "erasures!",
  (select extract(epoch from now() - min(requested_at)) from erasures where finished_at is null)::integer as erasure_age,
  -- Of the list that was taken over least lately.
  (
    select extract(epoch from now() - min(imported_at))
    from (
      select distinct on (price_source) imported_at
      from price_feed_imports
      where refusal is null and price_source is not null
      order by price_source, id desc
    ) as latest
  )::integer as prices_age,
  -- Of lists whose last import was refused.
  (
    select count(*)
    from (select distinct on (source) refusal from price_feed_imports order by source, id desc) as latest
    where refusal is not null
  )::integer as "refused_lists!",
  (select count(*) from price_disputes)::integer as "disputes!",
  -- Until when weeks have a partition: the bounds of partitions end with that of the last.
  (
    select extract(epoch from max((regexp_match(pg_get_expr(c.relpartbound, c.oid), $re$TO \('([^']+)'\)$re$))[1]::timestamptz) - now())
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'task_executions'::regclass
  )::integer as partitions_ahead,
  (select extract(epoch from now() - max(decided_at)) from retention_cuts)::integer as retention_age,
  (select count(*) from reconciliations where drifted and created_at > now() - interval '1 day')::integer as "drifted_days!",
  (select coalesce(sum(rejected), 0) from ingest_counts where day >= (now() at time zone 'UTC')::date - 1)::bigint as "rejected!",
  (select coalesce(sum(received), 0) from ingest_counts where day >= (now() at time zone 'UTC')::date - 1)::bigint as "received!",
  (select count(*) from organizations)::integer as "organizations!",
  -- Dashboards that have been connected for longer than it takes a schedule to look after them, and how long ago somebody did.
  (select count(*) from live_connections where expires_at > now() and connected_at < now() - interval '3 minutes')::integer
    as "sockets!",
  (select extract(epoch from now() - nullif(seen_at, '-infinity')) from live_watch)::integer as watch_age
