-- Sessions of functions, pending deltas, and rows of all tables: alive, and dead until a vacuum takes them away.
select
  split_part(pg_read_file('postmaster.pid'), E'\n', 1)::integer as postmaster,
  (select count(*)::integer from pg_stat_activity where backend_type = 'client backend') as connections,
  (select count(*)::integer from rollup_deltas) as pending,
  (select coalesce(sum(n_dead_tup), 0)::float8 from pg_stat_user_tables) as dead,
  (select coalesce(sum(n_live_tup), 0)::float8 from pg_stat_user_tables) as live
