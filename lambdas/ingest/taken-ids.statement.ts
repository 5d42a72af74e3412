// Generated from taken-ids.sql by npm run statements.
import { byteaArray, uuidArray } from '../../shared/database/array-parameter.ts';
import { statement } from '../../shared/database/statement.ts';

export interface TakenIdsRow {
  readonly row_number: number;
  readonly conflicting: boolean;
}

export const takenIds = statement<TakenIdsRow>()({
  name: 'lambdas/ingest/taken-ids.sql taken_ids',
  parameters: {
    ids: uuidArray,
    organizationIds: uuidArray,
    contentHashes: byteaArray,
    firstContentHashes: byteaArray,
  },
  notNull: ['row_number', 'conflicting'],
  text: `select
  message.row_number::integer as "row_number",
  taken.content_hash <> case taken.hash_version when 1 then message.first_content_hash else message.content_hash end
    as "conflicting"
from (
  select
    generate_subscripts($1::uuid[], 1) as row_number,
    unnest($2::uuid[]) as organization_id,
    unnest($1::uuid[]) as id,
    unnest($3::bytea[]) as content_hash,
    unnest($4::bytea[]) as first_content_hash
) as message
join execution_keys as taken using (organization_id, id)`,
});
