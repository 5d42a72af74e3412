// Generated from organizations.sql by npm run statements.
import { uuidArray } from '../../shared/database/array-parameter.ts';
import { statement } from '../../shared/database/statement.ts';

export interface OrganizationsRow {
  readonly id: string;
  readonly retention_days: number;
  readonly keep_descriptions: boolean;
  readonly keep_error_messages: boolean;
}

export const organizations = statement<OrganizationsRow>()({
  name: 'lambdas/ingest/organizations.sql organizations',
  parameters: { ids: uuidArray },
  notNull: ['id', 'retention_days', 'keep_descriptions', 'keep_error_messages'],
  text: `select id, retention_days, keep_descriptions, keep_error_messages
from organizations
where id = any ($1::uuid[])`,
});
