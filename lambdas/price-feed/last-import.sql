select model_names from price_feed_imports where refusal is null order by id desc limit 1
