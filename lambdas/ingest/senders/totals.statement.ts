// Generated from totals.sql by npm run statements.
import { bigintArray, textArray, uuidArray } from '../../../shared/database/array-parameter.ts';
import { text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export const totals = statement<object>()({
  name: 'lambdas/ingest/senders/totals.sql totals',
  parameters: {
    receivedAt: text,
    organizationIds: uuidArray,
    principals: textArray,
    executions: bigintArray,
  },
  notNull: [],
  text: `insert into producer_totals as known (organization_id, principal, executions, last_received_at)
select organization_id, principal, executions, $1::timestamptz
from unnest($2::uuid[], $3::text[], $4::bigint[])
  as counted (organization_id, principal, executions)
order by organization_id, principal
on conflict (organization_id, principal) do update set
  executions = known.executions + excluded.executions,
  last_received_at = greatest(known.last_received_at, excluded.last_received_at)`,
});
