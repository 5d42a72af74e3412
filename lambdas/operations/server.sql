-- What a session learns without waiting for any table, so that it is known whatever is locked.
select
  now() as "at!",
  -- As a writer is for a minute of a failover, or for as long as its disk is full.
  (pg_is_in_recovery() or current_setting('transaction_read_only')::boolean) as "read_only!",
  (select count(*) from pg_stat_activity where backend_type = 'client backend')::integer as "connections!",
  current_setting('max_connections')::integer as "most_connections!"
