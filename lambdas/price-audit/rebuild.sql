-- With the fold's lock held. Replaces the rollups of the day, and what is pending of them, by
-- deltas made from the executions; the next fold turns them into rollups, and the aggregations follow.
--
-- One statement, so one state of the database: each execution, or change of its cost, that it sees has a delta that it
-- sees and takes away. One that commits later has a delta that stays, and is added to what is stored here.
with pending as (
  delete from rollup_deltas where organization_id = :organization_id and day = :day::date
),
of_version_before as (
  delete from daily_rollups where organization_id = :organization_id and day = :day::date
),
sums as (
  delete from rollup_sums where organization_id = :organization_id and day = :day::date
),
durations as (
  delete from rollup_durations where organization_id = :organization_id and day = :day::date
),
touched as (
  insert into rollup_touched_days (organization_id, day) values (:organization_id, :day::date)
  on conflict do nothing
),
made as (
  -- By position: a delta is a rollup (like daily_rollups) with an id at its end.
  insert into rollup_deltas select * from rollups_of_executions(:organization_id, array[:day::date])
  returning executions
)
select coalesce(sum(executions), 0)::bigint as "executions!" from made
