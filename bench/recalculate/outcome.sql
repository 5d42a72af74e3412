-- Of the recalculation $1: how many executions it changed, and how many anywhere still differ from the price book.
select
  (select status from recalculations where id = $1) as status,
  (select sum(executions_changed)::integer from recalculation_days where recalculation_id = $1) as changed,
  (
    select count(*)::integer
    from bench.organizations o
    cross join lateral reprice_executions(o.id, '-infinity', 'infinity', null, null, null, null, 1000000) as repriced
    where repriced.changed
  ) as wrong
