// Generated from status.sql by npm run statements.
import { statement } from '../../shared/database/statement.ts';

export interface StatusRow {
  readonly schema: string;
  readonly runs_known: number;
  readonly pending_deltas: number;
  readonly pending_age: number | null;
  readonly recalculations: number;
  readonly recalculation_age: number | null;
  readonly erasures: number;
  readonly erasure_age: number | null;
  readonly prices_age: number | null;
  readonly refused_lists: number;
  readonly disputes: number;
  readonly partitions_ahead: number | null;
  readonly retention_age: number | null;
  readonly drifted_days: number;
  readonly rejected: number;
  readonly received: number;
  readonly organizations: number;
  readonly sockets: number;
  readonly watch_age: number | null;
}

export const status = statement<StatusRow>()({
  name: 'lambdas/operations/status.sql status',
  parameters: {},
  notNull: [
    'schema',
    'runs_known',
    'pending_deltas',
    'recalculations',
    'erasures',
    'refused_lists',
    'disputes',
    'drifted_days',
    'rejected',
    'received',
    'organizations',
    'sockets',
  ],
  text: `select
  (select max(name) from schema_migrations) as "schema",
  (select extract(epoch from now() - run_on::timestamptz) from schema_migrations where name = '0041_job_runs')::integer
    as "runs_known",
  (select count(*) from rollup_deltas)::integer as "pending_deltas",
  (select extract(epoch from now() - min(created_at)) from rollup_deltas)::integer as pending_age,
  (select count(*) from recalculations where finished_at is null and not dry_run)::integer as "recalculations",
  (select extract(epoch from now() - min(created_at)) from recalculations where finished_at is null and not dry_run)::integer
    as recalculation_age,
  (select count(*) from erasures where finished_at is null)::integer as "erasures",
  (select extract(epoch from now() - min(requested_at)) from erasures where finished_at is null)::integer as erasure_age,
  (
    select extract(epoch from now() - min(imported_at))
    from (
      select distinct on (price_source) imported_at
      from price_feed_imports
      where refusal is null and price_source is not null
      order by price_source, id desc
    ) as latest
  )::integer as prices_age,
  (
    select count(*)
    from (select distinct on (source) refusal from price_feed_imports order by source, id desc) as latest
    where refusal is not null
  )::integer as "refused_lists",
  (select count(*) from price_disputes)::integer as "disputes",
  (
    select extract(epoch from max((regexp_match(pg_get_expr(c.relpartbound, c.oid), $re$TO \\('([^']+)'\\)$re$))[1]::timestamptz) - now())
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'task_executions'::regclass
  )::integer as partitions_ahead,
  (select extract(epoch from now() - max(decided_at)) from retention_cuts)::integer as retention_age,
  (select count(*) from reconciliations where drifted and created_at > now() - interval '1 day')::integer as "drifted_days",
  (select coalesce(sum(rejected), 0) from ingest_counts where day >= (now() at time zone 'UTC')::date - 1)::bigint as "rejected",
  (select coalesce(sum(received), 0) from ingest_counts where day >= (now() at time zone 'UTC')::date - 1)::bigint as "received",
  (select count(*) from organizations)::integer as "organizations",
  (select count(*) from live_connections where expires_at > now() and connected_at < now() - interval '3 minutes')::integer
    as "sockets",
  (select extract(epoch from now() - nullif(seen_at, '-infinity')) from live_watch)::integer as watch_age`,
});
