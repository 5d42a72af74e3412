// Generated from organization.sql by npm run statements.
import { text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface OrganizationRow {
  readonly name: string;
  readonly provider: string | null;
  readonly model: string | null;
  readonly start: string | null;
  readonly end: string | null;
}

export const organization = statement<OrganizationRow>()({
  name: 'lambdas/reports/executive-summary/organization.sql organization',
  parameters: { end: text, timeZone: text, start: text, organizationId: text },
  notNull: ['name'],
  text: `select
  o.name,
  b.provider as "provider",
  b.model,
  nullif(b.effective_date, '-infinity') as start,
  b.end_date as "end"
from organizations o
left join organization_baselines b
  on b.organization_id = o.id and b.rule = 'organization'
  and b.effective_date < first_instant_of_day($1::date + 1, $2)
  and (b.end_date is null or b.end_date > first_instant_of_day($3::date, $2))
where o.id = $4
order by b.effective_date`,
});
