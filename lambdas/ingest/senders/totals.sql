-- Adds up what senders have had stored. After the counts of messages, and in one order like them, because batches of one
-- sender wait for each other here until they commit.
insert into producer_totals as known (organization_id, principal, executions, last_received_at)
select organization_id, principal, executions, :received_at::timestamptz
from unnest(:organization_ids::uuid[], :principals::text[], :executions::bigint[])
  as counted (organization_id, principal, executions)
order by organization_id, principal
on conflict (organization_id, principal) do update set
  executions = known.executions + excluded.executions,
  last_received_at = greatest(known.last_received_at, excluded.last_received_at)
