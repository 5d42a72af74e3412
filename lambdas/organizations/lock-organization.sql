-- Changes of one organization take turns, so that what was checked still holds when it is written. The time zone is the
-- one that the change before left, which may be newer than what was read without the lock. No key update: rows that
-- refer to the organization can still be added, as by a batch of recalculation that this change later waits for.
select time_zone from organizations where id = $1 for no key update
