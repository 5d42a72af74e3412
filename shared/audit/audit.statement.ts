// Generated from audit.sql by npm run statements.
import { json, plain } from '../database/parameters.ts';
import { statement } from '../database/statement.ts';

export const insertAudit = statement<
  {
    readonly organizationId: string | null | undefined;
    readonly actor: string;
    readonly action: string;
    readonly subject: string;
    readonly details: object;
  },
  object
>({
  name: 'shared/audit/audit.sql insert_audit',
  parameters: { organizationId: plain, actor: plain, action: plain, subject: plain, details: json },
  notNull: [],
  text: `insert into audit_log (organization_id, actor, action, subject, details)
values ($1, $2, $3, $4, $5)`,
});
