// Generated from kept-days.sql by npm run statements.
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface KeptDaysRow {
  readonly first_day: string;
  readonly last_day: string;
}

export const keptDays = statement<KeptDaysRow>()({
  name: 'lambdas/price-audit/kept-days.sql kept_days',
  parameters: { now: text, organizationId: text },
  notNull: ['first_day', 'last_day'],
  text: `select
  first_kept_day(o, $1::timestamptz) as "first_day",
  day_of($1::timestamptz, time_zone) as "last_day"
from organizations o
where id = $2`,
});
