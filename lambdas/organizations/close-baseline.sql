-- Ends the current baseline at $2, if it began before; no row otherwise.
update organization_baselines
set end_date = $2::timestamptz
where organization_id = $1 and end_date is null and effective_date < $2::timestamptz
returning provider
