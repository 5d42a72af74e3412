// Generated from organizations.sql by npm run statements.
import { number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface OrganizationsRow {
  readonly id: string;
  readonly time_zone: string;
  readonly previous_day: string;
  readonly days: string[];
}

export const organizations = statement<OrganizationsRow>()({
  name: 'lambdas/price-audit/organizations.sql organizations',
  parameters: { now: text, seed: number },
  notNull: ['id', 'time_zone', 'previous_day', 'days'],
  text: `select
  o.id,
  o.time_zone,
  today.day - 1 as "previous_day",
  array(
    select today.day - age
    from generate_series(1, today.day - kept.first_day) as age
    where age <= 2 or age % 7 = 0
  ) as "days"
from organizations o
cross join lateral (select day_of($1::timestamptz, o.time_zone) as day) as today
cross join lateral (
  select first_kept_day(o, $1::timestamptz) as first_day
) as kept
order by uuid_hash_extended(o.id, $2::bigint)`,
});
