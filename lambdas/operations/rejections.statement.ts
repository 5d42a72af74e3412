// Generated from rejections.sql by npm run statements.
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface RejectionsRow {
  readonly id: string;
  readonly organization_id: string | null;
  readonly reason: string;
  readonly path: string | null;
  readonly received_at: string;
}

export const rejections = statement<RejectionsRow>()({
  name: 'lambdas/operations/rejections.sql rejections',
  parameters: { id: text },
  notNull: ['id', 'reason', 'received_at'],
  text: `select id::text as "id", organization_id, reason as "reason", path, received_at as "received_at"
from ingest_rejections
where execution_id = $1::text
order by received_at desc, id desc
limit 20`,
});
