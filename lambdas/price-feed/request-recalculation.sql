-- $1 the first instant that something costs otherwise, $2 and $3 JSON arrays of the providers and models.
select request_recalculation(
  null, 'price_feed', null, $1::timestamptz, 'infinity',
  array(select jsonb_array_elements_text($2::jsonb)), array(select jsonb_array_elements_text($3::jsonb)),
  'list prices of the feed', 'price-feed')
