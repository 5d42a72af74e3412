-- $1 the price (provider_pricing as JSON), $2 the open-ended price that it interrupts or null.
select added_id, closed_id, resumed_id from add_price(jsonb_populate_record(null::provider_pricing, $1), $2)
