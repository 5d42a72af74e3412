-- The latest watch to begin is the one. No row: another has begun since.
update live_watch set watch_id = $1, seen_at = $2 where watch_id = $1 or $3 returning true as held
