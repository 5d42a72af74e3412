-- The lock makes a watch that is about to end for want of connections see this one, or this see that it has ended.
select seen_at > $1::timestamptz - interval '10 seconds' as watched from live_watch for share
