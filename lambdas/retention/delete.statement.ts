// Generated from delete.sql by npm run statements.
import { number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface DeleteExecutionsRow {
  readonly deleted: number;
}

export const deleteExecutions = statement<DeleteExecutionsRow>()({
  name: 'lambdas/retention/delete.sql delete_executions',
  parameters: { organizationId: text, before: text, most: number },
  notNull: ['deleted'],
  text: `with old as materialized (
  select id, start_time
  from task_executions
  where organization_id = $1 and start_time < $2::timestamptz
  order by start_time
  limit $3
  for update skip locked
),
executions as (
  delete from task_executions e using old
  where e.organization_id = $1 and e.id = old.id and e.start_time = old.start_time
    and e.start_time < $2::timestamptz
  returning e.id
),
decisions as (
  delete from routing_decisions d using old
  where d.organization_id = $1 and d.id = old.id and d.start_time = old.start_time
    and d.start_time < $2::timestamptz
),
flags as (
  delete from execution_flags f using old
  where f.organization_id = $1 and f.execution_id = old.id and f.start_time = old.start_time
),
released as (
  delete from released_ids r using old
  where r.organization_id = $1 and r.id = old.id and r.start_time = old.start_time
),
keys as (
  delete from execution_keys k using old
  where k.organization_id = $1 and k.id = old.id and k.start_time = old.start_time
)
select count(*) as "deleted" from executions`,
});

export interface DeleteRejectionsRow {
  readonly deleted: number;
}

export const deleteRejections = statement<DeleteRejectionsRow>()({
  name: 'lambdas/retention/delete.sql delete_rejections',
  parameters: { organizationId: text, before: text, most: number },
  notNull: ['deleted'],
  text: `with gone as (
  delete from ingest_rejections
  where id in (
    select id from ingest_rejections
    where organization_id = $1 and received_at < $2::timestamptz
    limit $3
    for update skip locked)
  returning id
)
select count(*) as "deleted" from gone`,
});

export interface DeleteUnownedRejectionsRow {
  readonly deleted: number;
}

export const deleteUnownedRejections = statement<DeleteUnownedRejectionsRow>()({
  name: 'lambdas/retention/delete.sql delete_unowned_rejections',
  parameters: { before: text, most: number },
  notNull: ['deleted'],
  text: `with gone as (
  delete from ingest_rejections
  where id in (
    select id from ingest_rejections
    where organization_id is null and received_at < $1::timestamptz
    limit $2
    for update skip locked)
  returning id
)
select count(*) as "deleted" from gone`,
});

export interface MergeCountsRow {
  readonly merged: number;
}

export const mergeCounts = statement<MergeCountsRow>()({
  name: 'lambdas/retention/delete.sql merge_counts',
  parameters: { organizationId: text, firstKeptDay: text, most: number },
  notNull: ['merged'],
  text: `with gone as (
  delete from ingest_counts
  where (organization_id, day, source) in (
      select organization_id, day, source from ingest_counts
      where organization_id = $1 and day < date_trunc('month', $2::date::timestamp)::date
        and (source <> '' or day <> date_trunc('month', day::timestamp)::date)
      limit $3)
  returning organization_id, date_trunc('month', day::timestamp)::date as month, received, stored, repeated, rejected
),
merged as (
  insert into ingest_counts as known (organization_id, day, source, received, stored, repeated, rejected)
  select organization_id, month, '', sum(received), sum(stored), sum(repeated), sum(rejected)
  from gone
  group by organization_id, month
  on conflict on constraint ingest_counts_key do update set
    received = known.received + excluded.received,
    stored = known.stored + excluded.stored,
    repeated = known.repeated + excluded.repeated,
    rejected = known.rejected + excluded.rejected
)
select count(*) as "merged" from gone`,
});

export interface MergeUnownedCountsRow {
  readonly merged: number;
}

export const mergeUnownedCounts = statement<MergeUnownedCountsRow>()({
  name: 'lambdas/retention/delete.sql merge_unowned_counts',
  parameters: { firstKeptDay: text, most: number },
  notNull: ['merged'],
  text: `with gone as (
  delete from ingest_counts
  where organization_id is null and (day, source) in (
      select day, source from ingest_counts
      where organization_id is null and day < date_trunc('month', $1::date::timestamp)::date
        and (source <> '' or day <> date_trunc('month', day::timestamp)::date)
      limit $2)
  returning date_trunc('month', day::timestamp)::date as month, received, stored, repeated, rejected
),
merged as (
  insert into ingest_counts as known (organization_id, day, source, received, stored, repeated, rejected)
  select null, month, '', sum(received), sum(stored), sum(repeated), sum(rejected)
  from gone
  group by month
  on conflict on constraint ingest_counts_key do update set
    received = known.received + excluded.received,
    stored = known.stored + excluded.stored,
    repeated = known.repeated + excluded.repeated,
    rejected = known.rejected + excluded.rejected
)
select count(*) as "merged" from gone`,
});

export interface DeleteAuditLogRow {
  readonly deleted: number;
}

export const deleteAuditLog = statement<DeleteAuditLogRow>()({
  name: 'lambdas/retention/delete.sql delete_audit_log',
  parameters: { daysKept: number, most: number },
  notNull: ['deleted'],
  text: `select delete_audit_entries($1, $2) as "deleted"`,
});

export interface DeleteUsersRow {
  readonly deleted: number;
}

export const deleteUsers = statement<DeleteUsersRow>()({
  name: 'lambdas/retention/delete.sql delete_users',
  parameters: { organizationId: text, before: text, firstKeptDay: text, most: number },
  notNull: ['deleted'],
  text: `with gone as (
  delete from users
  where organization_id = $1 and id in (
    select u.id from users u
    where u.organization_id = $1 and u.created_at < $2::timestamptz
      and not exists (
        select from daily_active_users d
        where d.organization_id = $1 and d.user_id = u.id and d.day >= $3::date)
      and not exists (
        select from task_executions e where e.organization_id = u.organization_id and e.user_id = u.id)
    limit $4
    for update skip locked)
  returning id
)
select count(*) as "deleted" from gone`,
});
