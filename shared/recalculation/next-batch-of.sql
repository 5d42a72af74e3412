select recalculation_id from recalculate_batch(10000, $1)
