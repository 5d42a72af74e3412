-- Totals outlive the executions that they count, and both are bound to the days of the time zone.
select exists (select from current_rollups where organization_id = $1) as has_executions
