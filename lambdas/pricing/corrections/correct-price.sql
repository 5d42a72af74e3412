select correct_price(:price_id, :correction) as "id!"
