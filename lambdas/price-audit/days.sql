-- Of an organization's days that are over and kept, those of which executions are to be read: of which no hash is known yet, or that
-- have changed since, because a change is pending or the aggregation was made again; the last two; those whose rollups have another hash
-- than they had when nothing has changed; and of the others the :most that were read longest ago (all, where :all_days), of those without
-- executions twice as many. The latest first. Of days whose executions are gone rollups are compared alone, of each once in four
-- weeks: those that differ are told as they are.
with kept as (
  select first_kept_day(o, :now::timestamptz) as first_day, day_of(:now::timestamptz, o.time_zone) as today
  from organizations o
  where o.id = :organization_id
),
known as materialized (
  select a.day, a.executions, a.rollups_hash, a.aggregated_at, a.read_at
  from audited_days a
  cross join kept k
  where a.organization_id = :organization_id and a.made_by = day_hashes_version()
    and (a.day >= k.first_day or (k.today - a.day) % 28 = 0)
),
compared as materialized (
  select
    n.day, n.executions, n.read_at, h.hash, n.rollups_hash,
    h.is_settled and h.aggregated_at is not distinct from n.aggregated_at as is_unchanged, h.hash <> n.rollups_hash as differs
  from known n
  join rollup_hashes(:organization_id, array(select day from known)) as h on h.day = n.day
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
    :organization_id, c.day, true,
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
  (select count(*) from compared)::integer as "compared!",
  array(
    select day from in_turn
    where not may_wait or :all_days::boolean or position <= :most::integer * case when executions > 0 then 1 else 2 end
    order by day desc
  ) as "days!",
  coalesce((select json_agg(json_build_object('day', day, 'details', details) order by day) from ended), '[]') as "ended!"
