-- Models for which an operator holds a list price.
select distinct provider, model as "model!"
from provider_pricing
where source = 'manual_entry' and organization_id is null and task_type is null and model is not null
  and superseded_at is null
