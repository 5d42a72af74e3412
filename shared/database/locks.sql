-- @name lock_price_book
select lock_price_book()

-- @name lock_pricing_inputs
select lock_pricing_inputs()

-- @name hold_pricing_inputs
select hold_pricing_inputs()

-- @name lock_fold
select lock_fold()

-- @name try_lock_fold
select try_lock_fold() as "held!"
