// Generated from remember.sql by npm run statements.
import { dateArray } from '../../shared/database/array-parameter.ts';
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface RememberRow {
  readonly day: string;
  readonly details: unknown;
}

export const remember = statement<RememberRow>()({
  name: 'lambdas/price-audit/remember.sql remember',
  parameters: { organizationId: text, days: dateArray, now: text },
  notNull: ['day', 'details'],
  text: `with rollups as materialized (
  select * from rollup_hashes($1, $2::date[])
),
days as (
  select d.day, first_instant_of_day(d.day, o.time_zone) as begins, first_instant_of_day(d.day + 1, o.time_zone) as ends
  from unnest($2::date[]) as d (day)
  join organizations o on o.id = $1
  offset 0
),
executions as materialized (
  select d.day, e.executions, e.hash
  from days d
  cross join lateral (
    select count(*) as executions, coalesce(sum(execution_hash(e)), 0) as hash
    from counted_executions e
    where e.organization_id = $1 and e.start_time >= d.begins and e.start_time < d.ends
  ) as e
),
found as (
  select
    r.day, e.executions, e.hash as executions_hash, r.hash as rollups_hash, r.aggregated_at, r.is_settled,
    known.executions_hash as known_executions_hash, known.rollups_hash as known_rollups_hash
  from rollups r
  join executions e on e.day = r.day
  left join audited_days known
    on known.organization_id = $1 and known.day = r.day and known.made_by = day_hashes_version()
    and r.is_settled and known.aggregated_at is not distinct from r.aggregated_at
),
differences as materialized (
  select day, measure, was, is_now
  from found
  cross join lateral (
    values
      ('executions_hash', known_executions_hash, executions_hash), ('rollups_hash', known_rollups_hash, rollups_hash)
  ) as hashes (measure, was, is_now)
  where was <> is_now
),
remembered as (
  insert into audited_days as known (
    organization_id, day, made_by, executions, executions_hash, rollups_hash, aggregated_at, read_at)
  select
    $1, day, day_hashes_version(), executions, executions_hash, rollups_hash, aggregated_at, $3::timestamptz
  from found
  where is_settled and not exists (select from differences d where d.day = found.day)
  on conflict (organization_id, day) do update set
    made_by = excluded.made_by, executions = excluded.executions, executions_hash = excluded.executions_hash,
    rollups_hash = excluded.rollups_hash, aggregated_at = excluded.aggregated_at, read_at = excluded.read_at
)
insert into reconciliations (organization_id, day, drifted, details)
select
  $1, day, true,
  jsonb_build_object(
    'differences', count(*),
    'first', jsonb_agg(
      jsonb_build_object(
        'provider', null, 'model', null, 'task_type', null, 'measure', measure,
        'of_executions', case measure when 'executions_hash' then is_now else was end::text,
        'of_rollups', case measure when 'executions_hash' then was else is_now end::text)
      order by measure))
from differences
group by day
returning day, details`,
});
