// Generated from rebuild.sql by npm run statements.
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface RebuildRow {
  readonly executions: number;
}

export const rebuild = statement<RebuildRow>()({
  name: 'lambdas/price-audit/rebuild.sql rebuild',
  parameters: { organizationId: text, day: text },
  notNull: ['executions'],
  text: `with pending as (
  delete from rollup_deltas where organization_id = $1 and day = $2::date
),
of_version_before as (
  delete from daily_rollups where organization_id = $1 and day = $2::date
),
sums as (
  delete from rollup_sums where organization_id = $1 and day = $2::date
),
durations as (
  delete from rollup_durations where organization_id = $1 and day = $2::date
),
touched as (
  insert into rollup_touched_days (organization_id, day) values ($1, $2::date)
  on conflict do nothing
),
made as (
  insert into rollup_deltas select * from rollups_of_executions($1, array[$2::date])
  returning executions
)
select coalesce(sum(executions), 0)::bigint as "executions" from made`,
});
