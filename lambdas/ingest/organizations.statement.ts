// Generated from organizations.sql by npm run statements.
import { uuidArray } from '../../shared/database/array-parameter.ts';
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface OrganizationsRow {
  readonly id: string;
  readonly retention_days: number;
  readonly kept_from: string;
  readonly keep_descriptions: boolean;
  readonly keep_error_messages: boolean;
}

export const organizations = statement<OrganizationsRow>()({
  name: 'lambdas/ingest/organizations.sql organizations',
  parameters: { now: text, ids: uuidArray },
  notNull: ['id', 'retention_days', 'kept_from', 'keep_descriptions', 'keep_error_messages'],
  text: `select
  o.id, o.retention_days, first_kept_instant(o, $1::timestamptz) as "kept_from", o.keep_descriptions, o.keep_error_messages
from organizations o
where o.id = any ($2::uuid[])`,
});
