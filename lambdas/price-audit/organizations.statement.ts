// Generated from organizations.sql by npm run statements.
import { number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface OrganizationsRow {
  readonly id: string;
  readonly time_zone: string;
  readonly previous_day: string;
}

export const organizations = statement<OrganizationsRow>()({
  name: 'lambdas/price-audit/organizations.sql organizations',
  parameters: { now: text, seed: number },
  notNull: ['id', 'time_zone', 'previous_day'],
  text: `select
  o.id,
  o.time_zone,
  day_of($1::timestamptz, o.time_zone) - 1 as "previous_day"
from organizations o
order by uuid_hash_extended(o.id, $2::bigint)`,
});
