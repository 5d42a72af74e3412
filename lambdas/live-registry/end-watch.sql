update live_watch set seen_at = '-infinity'
