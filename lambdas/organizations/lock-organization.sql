-- Changes of one organization take turns, so that what was checked still holds when it is written. The time zone is the
-- one that the change before left, which may be newer than what was read without the lock.
select time_zone from organizations where id = $1 for update
