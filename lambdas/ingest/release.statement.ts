// Generated from release.sql by npm run statements.
import { uuidArray } from '../../shared/database/array-parameter.ts';
import { statement } from '../../shared/database/statement.ts';

export const release = statement<object>()({
  name: 'lambdas/ingest/release.sql release',
  parameters: { organizationIds: uuidArray, ids: uuidArray },
  notNull: [],
  text: `with again as (
  delete from released_ids r
  using unnest($1::uuid[], $2::uuid[]) as incoming (organization_id, id)
  where r.organization_id = incoming.organization_id and r.id = incoming.id
  returning r.organization_id, r.id, r.start_time
),
keys as (
  delete from execution_keys k using again a where k.organization_id = a.organization_id and k.id = a.id
),
decisions as (
  delete from routing_decisions d using again a
  where d.organization_id = a.organization_id and d.id = a.id and d.start_time = a.start_time
),
flags as (
  delete from execution_flags f using again a where f.organization_id = a.organization_id and f.execution_id = a.id
)
delete from task_executions e using again a
where e.organization_id = a.organization_id and e.id = a.id and e.start_time = a.start_time and e.void_id is not null`,
});
