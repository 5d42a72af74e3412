// Generated from tenancy.sql by npm run statements.
import { boolean, text } from '../database/parameters.ts';
import { statement } from '../database/statement.ts';

export interface SetCallerRow {
  readonly subject: string | null;
  readonly operator: string | null;
}

export const setCaller = statement<SetCallerRow>()({
  name: 'shared/http/tenancy.sql set_caller',
  parameters: { subject: text, isOperator: text },
  notNull: [],
  text: `select
  set_config('app.subject', $1, true) as subject,
  set_config('app.operator', $2, true) as operator`,
});

export interface EnterOrganizationRow {
  readonly role: 'viewer' | 'admin' | null;
  readonly time_zone: string;
  readonly organization_id: string | null;
}

export const enterOrganization = statement<EnterOrganizationRow>()({
  name: 'shared/http/tenancy.sql enter_organization',
  parameters: { organizationId: text, letIn: boolean },
  notNull: ['time_zone'],
  text: `select
  m.role as "role",
  o.time_zone,
  set_config('app.organization_id', o.id::text, true) as organization_id
from organizations o
left join memberships m on m.organization_id = o.id and m.subject = current_subject()
where o.id = $1 and (m.role is not null or $2)`,
});
