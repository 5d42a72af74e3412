// Generated from open-counts.sql by npm run statements.
import { nullable, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface OpenCountsRow {
  readonly negative_savings: number;
  readonly cost_over_10x_baseline: number;
  readonly over_review_threshold: number;
}

export const openCounts = statement<OpenCountsRow>()({
  name: 'lambdas/anomalies/open-counts.sql open_counts',
  parameters: { organizationId: text, start: nullable(text), timeZone: text, end: nullable(text) },
  notNull: ['negative_savings', 'cost_over_10x_baseline', 'over_review_threshold'],
  text: `select
  count(*) filter (where kind = 'negative_savings') as "negative_savings",
  count(*) filter (where kind = 'cost_over_10x_baseline') as "cost_over_10x_baseline",
  count(*) filter (where kind = 'over_review_threshold') as "over_review_threshold"
from execution_flags
where organization_id = $1
  and status = 'open'
  and ($2::date is null or start_time >= first_instant_of_day($2::date, $3))
  and ($4::date is null or start_time < first_instant_of_day($4::date + 1, $3))`,
});
