-- Only the latest import is compared with.
update price_feed_imports set model_names = null where model_names is not null
