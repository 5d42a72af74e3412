select id from recalculations where planned_at is null and finished_at is null order by created_at
