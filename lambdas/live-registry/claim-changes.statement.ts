// Generated from claim-changes.sql by npm run statements.
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface ClaimChangesRow {
  readonly organization_id: string;
  readonly state: string;
  readonly connection_ids: string[];
}

export const claimChanges = statement<ClaimChangesRow>()({
  name: 'lambdas/live-registry/claim-changes.sql claim_changes',
  parameters: { now: text },
  notNull: ['organization_id', 'state', 'connection_ids'],
  text: `with listening as materialized (
  select c.organization_id, array_agg(c.connection_id) as connection_ids
  from live_connections c
  join memberships m on m.organization_id = c.organization_id and m.subject = c.subject
  where c.expires_at > $1
  group by c.organization_id
),
pending as (
  select organization_id, count(*) as deltas, max(id) as latest
  from rollup_deltas
  where organization_id = any (array(select organization_id from listening))
  group by organization_id
),
folded as (
  select organization_id, folded_at as latest
  from rollup_folds
  where organization_id = any (array(select organization_id from listening))
),
states as materialized (
  select
    l.organization_id,
    l.connection_ids,
    concat_ws('/', coalesce(p.deltas, 0), p.latest, extract(epoch from f.latest)) as state
  from listening l
  left join pending p on p.organization_id = l.organization_id
  left join folded f on f.organization_id = l.organization_id
)
update live_hints h
set tried_at = $1
from states s
where s.organization_id = h.organization_id
  and s.state <> h.announced
  and h.tried_at <= $1::timestamptz - interval '2 seconds'
returning s.organization_id, s.state as "state", s.connection_ids as "connection_ids"`,
});
