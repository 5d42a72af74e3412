// Generated from audit.sql by npm run statements.
import { uuidArray } from '../database/array-parameter.ts';
import { json, nullable, text } from '../database/parameters.ts';
import { statement } from '../database/statement.ts';

export const insertAudit = statement<object>()({
  name: 'shared/audit/audit.sql insert_audit',
  parameters: {
    organizationId: nullable(text),
    actor: text,
    action: text,
    resourceType: nullable(text),
    subject: text,
    details: json,
  },
  notNull: [],
  text: `insert into audit_log (organization_id, actor, action, resource_type, subject, details)
values ($1, $2, $3, $4, $5, $6)`,
});

export const insertView = statement<object>()({
  name: 'shared/audit/audit.sql insert_view',
  parameters: { organizationId: text, resourceType: text, operation: text },
  notNull: [],
  text: `insert into audit_log (organization_id, actor, action, resource_type, subject)
values ($1, current_subject(), 'view_analytics', $2, $3)
on conflict do nothing`,
});

export const insertViews = statement<object>()({
  name: 'shared/audit/audit.sql insert_views',
  parameters: { resourceType: text, operation: text, organizationIds: uuidArray },
  notNull: [],
  text: `insert into audit_log (organization_id, actor, action, resource_type, subject)
select organization_id, current_subject(), 'view_analytics', $1, $2
from unnest($3::uuid[]) as read (organization_id)
on conflict do nothing`,
});

export const countRefusal = statement<object>()({
  name: 'shared/audit/audit.sql count_refusal',
  parameters: { operation: text, organizationId: nullable(text) },
  notNull: [],
  text: `select count_refused_access($1, $2)`,
});
