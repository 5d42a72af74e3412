-- @name last_import
select model_names from price_feed_imports
where refusal is null and price_source = :price_source
order by id desc
limit 1

-- @name forget_model_names
-- Only the latest import is compared with.
update price_feed_imports set model_names = null where model_names is not null and price_source = :price_source

-- @name record_import
insert into price_feed_imports (
  price_source, source, imported_at, refusal, models, model_names, versions_created, data_on)
values (
  :price_source, :source, :imported_at, :refusal?, :models, :model_names?, :versions_created, :data_on?::date)

-- @name request_feed_recalculation
-- From the first instant that something costs otherwise.
select request_recalculation(
  null, 'price_feed', null, :since::timestamptz, 'infinity', :providers::text[], :models?::text[],
  'list prices of the sources', 'price-feed')
