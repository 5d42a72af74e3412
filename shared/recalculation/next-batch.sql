select recalculation_id, examined from recalculate_batch($1)
