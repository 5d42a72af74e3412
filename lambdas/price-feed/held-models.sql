-- Models for which an operator holds a list price, of the standard service tier (null) or another.
select distinct provider, model as "model!", service_tier
from provider_pricing
where source = 'manual_entry' and organization_id is null and task_type is null and model is not null
  and speed is null and inference_geo is null and superseded_at is null
