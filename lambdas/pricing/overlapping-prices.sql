-- Prices of the same scope, unit and tier in force during any of [$7, $8), oldest first.
select
  id,
  nullif(effective_date, '-infinity') as effective_date,
  end_date,
  cost_per_unit,
  end_date is null and effective_date < $7::timestamptz as can_be_interrupted
from provider_pricing
where superseded_at is null
  and organization_id is not distinct from $1::uuid
  and provider = $2
  and model is not distinct from $3::text
  and task_type is not distinct from $4::text
  and pricing_model = $5
  and above_input_tokens = $6
  and tstzrange(effective_date, end_date) && tstzrange($7::timestamptz, $8::timestamptz)
order by provider_pricing.effective_date
