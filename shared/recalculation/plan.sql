select plan_recalculation($1)
