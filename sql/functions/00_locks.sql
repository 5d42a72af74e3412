-- Every lock that is not of a row or a table, by its name; each is held until the transaction ends. Whoever takes both of
-- the first two takes the price book's first.

-- Whoever changes prices takes turns, so that what was read of the price book still holds when it is written. Without it
-- two first prices of a scope wait for each other inside the exclusion constraint until one dies of the deadlock.
create or replace function lock_price_book() returns void
language sql volatile
as $$
select pg_advisory_xact_lock(hashtext('provider_pricing'))
$$;

-- Shared: waits for a change of prices under way, and keeps the next one waiting.
create or replace function hold_price_book() returns void
language sql volatile
as $$
select pg_advisory_xact_lock_shared(hashtext('provider_pricing'))
$$;

-- For a change of prices, baselines or time zones. Waits for the batches of ingest and recalculation under way, which hold
-- it shared: what they stored by the old ones is committed, so the recalculation of the change finds it, and what comes
-- after them goes by the new ones. As late before the commit as can be, because all ingest waits from here on.
create or replace function lock_pricing_inputs() returns void
language sql volatile
as $$
select pg_advisory_xact_lock(hashtext('pricing-inputs'))
$$;

-- Shared: until this transaction ends, no price, baseline or time zone changes. One lock for all, because a lock for each
-- organization of a batch could exhaust the table of locks.
create or replace function hold_pricing_inputs() returns void
language sql volatile
as $$
select pg_advisory_xact_lock_shared(hashtext('pricing-inputs'))
$$;

-- Waits for the fold under way; the next ones leave it to this transaction. A fold that commits in between could add a rollup
-- that a rebuild does not see, next to what it stores.
create or replace function lock_fold() returns void
language sql volatile
as $$
select pg_advisory_xact_lock(7298228)
$$;

-- For the fold itself: false when another one, or a rebuild, is at work.
create or replace function try_lock_fold() returns boolean
language sql volatile
as $$
select pg_try_advisory_xact_lock(7298228)
$$;

-- Connects of one organization wait for each other, so that they count each other.
create or replace function lock_live_connections(p_organization_id uuid) returns void
language sql volatile
as $$
select pg_advisory_xact_lock(hashtext('live-connections'), hashtext(p_organization_id::text))
$$;
