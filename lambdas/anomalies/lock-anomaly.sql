-- $1 organization, $2 anomaly. Reviews of one take turns, and a recalculation that would withdraw it waits.
select execution_id, kind, status, note from execution_flags where organization_id = $1 and id = $2 for update
