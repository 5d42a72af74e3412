-- Of an import that was undone, what comes again takes the place of what was voided, whatever it says. Nearly always there is
-- nothing: 0.2 ms a batch.
with again as (
  delete from released_ids r
  using unnest(:organization_ids::uuid[], :ids::uuid[]) as incoming (organization_id, id)
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
where e.organization_id = a.organization_id and e.id = a.id and e.start_time = a.start_time and e.void_id is not null
