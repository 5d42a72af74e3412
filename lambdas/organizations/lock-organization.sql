-- Changes of one organization take turns, so that what was checked still holds when it is written.
select from organizations where id = $1 for update
