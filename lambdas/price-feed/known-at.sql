-- When the new prices come to be known. Not the transaction's time: one that waited for the lock began before what it now
-- replaces. One time for all, so that at no instant a price is superseded and its successor not known yet.
select clock_timestamp()::text as known_at
