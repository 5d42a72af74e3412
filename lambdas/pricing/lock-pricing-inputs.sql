-- Waits for the batches of ingest and recalculation under way, which hold it shared: what they stored by the old prices is
-- committed, so the recalculation finds it, and what comes after them is priced by the new ones. The very last
-- statement before the commit, because all ingest waits from here on.
select pg_advisory_xact_lock(hashtext('pricing-inputs'))
