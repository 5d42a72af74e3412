-- $1 the superseded price, $2 the id of its copy, $3 when the copy begins or null: as the price does, $4 when it ends or
-- null: as the price does.
insert into provider_pricing (
  id, organization_id, provider, model, task_type, pricing_model, above_input_tokens, cost_per_unit, currency,
  effective_date, end_date, source, notes, created_by
)
select
  $2, organization_id, provider, model, task_type, pricing_model, above_input_tokens, cost_per_unit, currency,
  coalesce($3::timestamptz, effective_date), coalesce($4::timestamptz, end_date), source, notes, current_subject()
from provider_pricing
where id = $1
