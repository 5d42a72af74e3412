-- $1 source, $2 when, $3 refusal or null, $4 number of models, $5 a JSON array of their names or null, $6 versions.
insert into price_feed_imports (source, imported_at, refusal, models, model_names, versions_created)
select
  $1, $2, $3, $4,
  case when $5::jsonb is not null then array(select jsonb_array_elements_text($5::jsonb)) end,
  $6
