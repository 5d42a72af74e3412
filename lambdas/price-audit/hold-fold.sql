-- The lock of lambdas/rollup: waits for the fold under way, and the next ones leave it to this transaction. A fold
-- that commits in between could add a rollup that the rebuild does not see, next to what it stores.
select pg_advisory_xact_lock(7298228)
