-- Who asks, for row-level security. The third argument makes it SET LOCAL: it ends with the transaction, so the
-- next tenant on this connection, or behind a transaction pooler, never meets it.
select set_config('app.subject', $1, true), set_config('app.operator', $2, true)
