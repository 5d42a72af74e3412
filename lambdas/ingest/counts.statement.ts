// Generated from counts.sql by npm run statements.
import { bigintArray, textArray, uuidArray } from '../../shared/database/array-parameter.ts';
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export const counts = statement<object>()({
  name: 'lambdas/ingest/counts.sql counts',
  parameters: {
    receivedAt: text,
    organizationIds: uuidArray,
    sources: textArray,
    received: bigintArray,
    stored: bigintArray,
    repeated: bigintArray,
    rejected: bigintArray,
  },
  notNull: [],
  text: `insert into ingest_counts as known (organization_id, day, source, received, stored, repeated, rejected)
select o.id, day_of($1::timestamptz, coalesce(o.time_zone, 'UTC')), source, sum(received), sum(stored),
  sum(repeated), sum(rejected)
from unnest(
  $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[]
) as counted (organization_id, source, received, stored, repeated, rejected)
left join organizations o on o.id = counted.organization_id
group by 1, 2, 3
order by 1 nulls first, 2, 3
on conflict on constraint ingest_counts_key do update set
  received = known.received + excluded.received,
  stored = known.stored + excluded.stored,
  repeated = known.repeated + excluded.repeated,
  rejected = known.rejected + excluded.rejected`,
});
