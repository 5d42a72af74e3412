// Generated from reject.sql by npm run statements.
import {
  bigintArray,
  byteaArray,
  jsonbArray,
  textArray,
  uuidArray,
} from '../../shared/database/array-parameter.ts';
import { statement } from '../../shared/database/statement.ts';

export interface RejectRow {
  readonly message_id: string;
}

export const reject = statement<RejectRow>()({
  name: 'lambdas/ingest/reject.sql reject',
  parameters: {
    messageIds: textArray,
    organizationIds: uuidArray,
    executionIds: textArray,
    reasons: textArray,
    paths: textArray,
    details: textArray,
    sources: textArray,
    structures: jsonbArray,
    bodyBytes: bigintArray,
    bodyHashes: byteaArray,
  },
  notNull: ['message_id'],
  text: `insert into ingest_rejections (
  message_id, organization_id, execution_id, reason, path, detail, source, structure, body_bytes, body_hash)
select message_id, o.id, execution_id, reason, path, detail, source, structure, body_bytes, body_hash
from (
  select
    unnest($1::text[]) as message_id,
    unnest($2::uuid[]) as organization_id,
    unnest($3::text[]) as execution_id,
    unnest($4::text[]) as reason,
    unnest($5::text[]) as path,
    unnest($6::text[]) as detail,
    unnest($7::text[]) as source,
    unnest($8::jsonb[]) as structure,
    unnest($9::bigint[]) as body_bytes,
    unnest($10::bytea[]) as body_hash
) as rejected
left join organizations o on o.id = rejected.organization_id
order by message_id
on conflict (message_id) do nothing
returning message_id`,
});
