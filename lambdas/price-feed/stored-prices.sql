-- The feed's prices that are in force. Times are epoch milliseconds, infinite where they are open; parts of the day are
-- seconds.
select
  id, provider, model as "model!", pricing_model, service_tier, above_input_tokens, cost_per_unit, notes, is_inferred,
  confirmed_on::text as confirmed_on,
  extract(epoch from daily_start)::integer as "daily_start!",
  extract(epoch from daily_end)::integer as "daily_end!",
  (extract(epoch from effective_date) * 1000)::double precision as "effective_from!",
  (extract(epoch from coalesce(end_date, 'infinity')) * 1000)::double precision as "effective_until!"
from provider_pricing
where source = 'provider_api' and organization_id is null and task_type is null and model is not null
  and superseded_at is null and speed is null and inference_geo is null
