-- @name lock_pricing_inputs
-- Waits for the batches of ingest and recalculation under way, which hold it shared, and keeps new ones waiting until
-- this transaction ends: what they store by the old time zone, baseline or prices is committed and seen, what comes
-- after them goes by the new ones.
select pg_advisory_xact_lock(hashtext('pricing-inputs'))
