-- Waits for the ingest batches under way, which hold it shared, and keeps new ones waiting: a batch reads the zone before
-- its deltas are visible, so the first batch of an organization could commit days of the old zone after the change.
select pg_advisory_xact_lock(hashtext('pricing-inputs'))
