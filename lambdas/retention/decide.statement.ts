// Generated from decide.sql by npm run statements.
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface DecideRow {
  readonly decided: number;
}

export const decide = statement<DecideRow>()({
  name: 'lambdas/retention/decide.sql decide',
  parameters: { now: text },
  notNull: ['decided'],
  text: `with decided as (
  insert into retention_cuts as known (organization_id, kept_from)
  select o.id, ends.before
  from organizations o
  cross join lateral (select archived_before(o, first_kept_day(o, $1::timestamptz)) as before) as ends
  where exists (
      select from task_executions e
      where e.organization_id = o.id and e.start_time < first_kept_instant(o, $1::timestamptz))
    and not exists (
      select from recalculations r
      where r.finished_at is null and not r.dry_run and (r.organization_id is null or r.organization_id = o.id)
        and r.start_time < first_kept_instant(o, $1::timestamptz))
  on conflict (organization_id) do update set kept_from = excluded.kept_from, decided_at = now()
  where known.kept_from < excluded.kept_from
  returning organization_id
)
select count(*) as "decided" from decided`,
});

export interface HandOverRow {
  readonly days: number;
}

export const handOver = statement<HandOverRow>()({
  name: 'lambdas/retention/decide.sql hand_over',
  parameters: {},
  notNull: ['days'],
  text: `with handed_over as (
  update archived_days a set handed_over_at = now()
  from organizations o
  join retention_cuts c on c.organization_id = o.id and c.decided_at <= now() - interval '5 minutes'
  where o.id = a.organization_id and o.archive <> 'off' and a.day < c.kept_from and a.handed_over_at is null
    and is_archived(o, a.day)
  returning a.day
)
select count(*) as "days" from handed_over`,
});

export interface RipeRow {
  readonly id: string;
  readonly deleted_before: string | null;
  readonly kept_from: string;
  readonly first_kept_day: string;
}

export const ripe = statement<RipeRow>()({
  name: 'lambdas/retention/decide.sql ripe',
  parameters: { now: text },
  notNull: ['id', 'kept_from', 'first_kept_day'],
  text: `select
  o.id,
  case when c.decided_at <= now() - interval '5 minutes'
    then first_instant_of_day(released_before(o, c.kept_from), o.time_zone) end as "deleted_before",
  first_kept_instant(o, $1::timestamptz) as "kept_from",
  first_kept_day(o, $1::timestamptz) as "first_kept_day"
from organizations o
left join retention_cuts c on c.organization_id = o.id
order by o.id`,
});

export interface OldestRow {
  readonly seconds: number;
}

export const oldest = statement<OldestRow>()({
  name: 'lambdas/retention/decide.sql oldest',
  parameters: { now: text },
  notNull: ['seconds'],
  text: `select coalesce(max(extract(epoch from first_kept_instant(o, $1::timestamptz) - e.start_time)), 0)::float8 as "seconds"
from organizations o
cross join lateral (
  select min(start_time) as start_time
  from task_executions
  where organization_id = o.id and start_time < first_kept_instant(o, $1::timestamptz)
) as e`,
});
