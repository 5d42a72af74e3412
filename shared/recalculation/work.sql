-- @name unplanned
select id from recalculations where planned_at is null and finished_at is null order by created_at

-- @name plan_recalculation
select plan_recalculation(:id)

-- @name next_batch
select recalculation_id, examined from recalculate_batch(:batch_size)

-- @name next_batch_of
select recalculation_id from recalculate_batch(:batch_size, :id)

-- @name oldest_unfinished
select coalesce(extract(epoch from now() - min(created_at)), 0)::integer as "seconds!"
from recalculations
where finished_at is null
