-- @name hold_watch
-- The latest watch to begin is the one. No row: another has begun since.
update live_watch set watch_id = :watch_id, seen_at = :now where watch_id = :watch_id or :begin returning watch_id

-- @name end_watch
update live_watch set seen_at = '-infinity'

-- @name mark_announced
update live_hints h
set announced = told.state
from unnest(:organization_ids::uuid[], :states::text[]) as told (organization_id, state)
where h.organization_id = told.organization_id

-- @name waiting_recalculation
-- The last asked for of those that no run has begun.
select id from recalculations where planned_at is null and finished_at is null order by created_at desc, id desc limit 1
