-- Until this transaction ends, no organization's time zone changes: the days of its deltas are read before they are
-- visible. One lock for all, because a lock for each organization of a batch could exhaust the table of locks.
select pg_advisory_xact_lock_shared(hashtext('organization-day'))
