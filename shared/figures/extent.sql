-- Each of the six is one probe of an index: 0.1 ms, however long the history. A min() over the union of the tables
-- would read every row of it (planner of PostgreSQL 17).
select
  least(
    (select min(day) from rollup_sums where organization_id = :organization_id),
    (select min(day) from rollup_deltas where organization_id = :organization_id),
    (select min(day) from daily_rollups where organization_id = :organization_id)
  ) as first_day,
  greatest(
    (select max(day) from rollup_sums where organization_id = :organization_id),
    (select max(day) from rollup_deltas where organization_id = :organization_id),
    (select max(day) from daily_rollups where organization_id = :organization_id)
  ) as last_day
