// Generated from senders.sql by npm run statements.
import { textArray, uuidArray } from '../../../shared/database/array-parameter.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface SendersRow {
  readonly organization_id: string;
  readonly principal: string | null;
}

export const senders = statement<SendersRow>()({
  name: 'lambdas/ingest/senders/senders.sql senders',
  parameters: { organizationIds: uuidArray, principals: textArray },
  notNull: ['organization_id'],
  text: `select pair.organization_id as "organization_id", pair.principal
from unnest($1::uuid[], $2::text[]) as pair (organization_id, principal)
join organizations o on o.id = pair.organization_id
where not o.producers_enforced
  or exists (
    select from producers p
    where p.principal = pair.principal and (p.organization_id = o.id or p.organization_id is null))`,
});
