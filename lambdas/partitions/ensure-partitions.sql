-- From the longest retention of any organization to five weeks ahead: a job that fails is noticed weeks before
-- anything depends on it.
select ensure_partitions(
  now() - make_interval(days => coalesce((select max(retention_days) from organizations), 90)),
  now() + interval '5 weeks'
) as "created!"
