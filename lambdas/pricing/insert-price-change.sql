insert into price_changes (organization_id, price_id, previous_price_id, previous_cost_per_unit, cost_per_unit)
values ($1, $2, $3, $4, $5)
