select correct_price($1, $2) as id
