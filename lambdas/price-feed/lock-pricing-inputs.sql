-- Ingest prices and stores under a shared lock of this name. Waiting for it to end leaves no execution that was priced
-- by what was in force before and is stored after the recalculation has looked. The last statement before the commit,
-- so that ingest waits for the commit alone.
select pg_advisory_xact_lock(hashtext('pricing-inputs'))
