-- Executions of the whole retention are accepted at once, so there must be partitions for them before the daily job.
select ensure_partitions($1::timestamptz - make_interval(days => $2), $1::timestamptz + interval '5 weeks')
