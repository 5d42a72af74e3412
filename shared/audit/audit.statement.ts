// Generated from audit.sql by npm run statements.
import { json, nullable, text } from '../database/parameters.ts';
import { statement } from '../database/statement.ts';

export const insertAudit = statement<object>()({
  name: 'shared/audit/audit.sql insert_audit',
  parameters: { organizationId: nullable(text), actor: text, action: text, subject: text, details: json },
  notNull: [],
  text: `insert into audit_log (organization_id, actor, action, subject, details)
values ($1, $2, $3, $4, $5)`,
});
