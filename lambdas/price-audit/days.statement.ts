// Generated from days.sql by npm run statements.
import { boolean, number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface DaysRow {
  readonly compared: number;
  readonly days: string[];
  readonly ended: unknown;
}

export const days = statement<DaysRow>()({
  name: 'lambdas/price-audit/days.sql days',
  parameters: { now: text, organizationId: text, allDays: boolean, most: number },
  notNull: ['compared', 'days', 'ended'],
  text: `with kept as (
  select first_kept_day(o, $1::timestamptz) as first_day, day_of($1::timestamptz, o.time_zone) as today
  from organizations o
  where o.id = $2
),
known as materialized (
  select a.day, a.executions, a.rollups_hash, a.aggregated_at, a.read_at
  from audited_days a
  cross join kept k
  where a.organization_id = $2 and a.made_by = day_hashes_version()
    and (a.day >= k.first_day or (k.today - a.day) % 28 = 0)
),
compared as materialized (
  select
    n.day, n.executions, n.read_at, h.hash, n.rollups_hash,
    h.is_settled and h.aggregated_at is not distinct from n.aggregated_at as is_unchanged, h.hash <> n.rollups_hash as differs
  from known n
  join rollup_hashes($2, array(select day from known)) as h on h.day = n.day
),
candidates as (
  select
    d.day::date as day, c.executions, c.read_at,
    coalesce(c.is_unchanged and not c.differs, false) and k.today - d.day::date > 2 as may_wait
  from kept k
  cross join lateral generate_series(k.first_day, k.today - 1, interval '1 day') as d (day)
  left join compared c on c.day = d.day::date
),
in_turn as (
  select *, row_number() over (partition by may_wait, executions > 0 order by read_at, day) as position
  from candidates
),
ended as (
  insert into reconciliations (organization_id, day, drifted, details)
  select
    $2, c.day, true,
    jsonb_build_object(
      'differences', 1,
      'first', jsonb_build_array(jsonb_build_object(
        'provider', null, 'model', null, 'task_type', null, 'measure', 'rollups_hash',
        'of_executions', c.rollups_hash::text, 'of_rollups', c.hash::text)))
  from compared c
  cross join kept k
  where c.day < k.first_day and c.is_unchanged and c.differs
  returning day, details
)
select
  (select count(*) from compared)::integer as "compared",
  array(
    select day from in_turn
    where not may_wait or $3::boolean or position <= $4::integer * case when executions > 0 then 1 else 2 end
    order by day desc
  ) as "days",
  coalesce((select json_agg(json_build_object('day', day, 'details', details) order by day) from ended), '[]') as "ended"`,
});
