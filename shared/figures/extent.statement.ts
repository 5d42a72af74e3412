// Generated from extent.sql by npm run statements.
import { text } from '../database/parameters.ts';
import { statement } from '../database/statement.ts';

export interface ExtentRow {
  readonly first_day: string | null;
  readonly last_day: string | null;
}

export const extent = statement<ExtentRow>()({
  name: 'shared/figures/extent.sql extent',
  parameters: { organizationId: text },
  notNull: [],
  text: `select
  least(
    (select min(day) from rollup_sums where organization_id = $1),
    (select min(day) from rollup_deltas where organization_id = $1),
    (select min(day) from daily_rollups where organization_id = $1)
  ) as first_day,
  greatest(
    (select max(day) from rollup_sums where organization_id = $1),
    (select max(day) from rollup_deltas where organization_id = $1),
    (select max(day) from daily_rollups where organization_id = $1)
  ) as last_day`,
});
