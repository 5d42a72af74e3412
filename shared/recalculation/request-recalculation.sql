-- $1 organization or null, $2 cause, $3 price, $4 and $5 the range, $6 provider, $7 model or null: any, $8 reason or null,
-- $9 the correction to be tried or null.
select request_recalculation(
  $1, $2, $3, $4, $5, array[$6::text], case when $7::text is not null then array[$7] end, $8, current_subject(), $9
) as id
