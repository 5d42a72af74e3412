-- Until this transaction ends, no price, baseline or time zone changes: what is stored by them is committed before their
-- successor is, so that the recalculation of the change finds it. One lock for all, because a lock for each organization
-- of a batch could exhaust the table of locks.
select pg_advisory_xact_lock_shared(hashtext('pricing-inputs'))
