// Generated from stored.sql by npm run statements.
import { uuidArray } from '../../shared/database/array-parameter.ts';
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface StoredRow {
  readonly organization_id: string;
  readonly id: string;
}

export const stored = statement<StoredRow>()({
  name: 'lambdas/operations/stored.sql stored',
  parameters: { organizations: uuidArray, ids: uuidArray },
  notNull: ['organization_id', 'id'],
  text: `select k.organization_id as "organization_id", k.id as "id"
from unnest($1::uuid[], $2::uuid[]) as asked (organization_id, id)
join execution_keys k on k.organization_id = asked.organization_id and k.id = asked.id`,
});

export interface RejectedRow {
  readonly organization_id: string;
  readonly id: string;
  readonly reason: string;
  readonly path: string | null;
}

export const rejected = statement<RejectedRow>()({
  name: 'lambdas/operations/stored.sql rejected',
  parameters: { organizations: uuidArray, ids: uuidArray, since: text },
  notNull: ['organization_id', 'id', 'reason'],
  text: `select distinct on (asked.organization_id, asked.id)
  asked.organization_id as "organization_id", asked.id as "id", r.reason as "reason", r.path
from unnest($1::uuid[], $2::uuid[]) as asked (organization_id, id)
cross join lateral (
  select received_at, reason, path from ingest_rejections
  where organization_id = asked.organization_id and execution_id = asked.id::text
  union all
  select received_at, reason, path from ingest_rejections
  where organization_id is null and execution_id = asked.id::text
    and not exists (select from organizations o where o.id = asked.organization_id)
) as r
where r.received_at >= $3::timestamptz
order by asked.organization_id, asked.id, r.received_at desc`,
});
