-- Whoever writes prices takes turns (lambdas/pricing/lock-price-book.sql), so that what was read of the price book still
-- holds when it is written.
select pg_advisory_xact_lock(hashtext('provider_pricing'))
