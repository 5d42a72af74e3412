-- Whoever changes prices takes turns, so that what was read of the price book still holds when it is written. Without it
-- two first prices of a scope wait for each other inside the exclusion constraint until one dies of the deadlock.
select pg_advisory_xact_lock(hashtext('provider_pricing'))
