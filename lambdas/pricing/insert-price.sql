insert into provider_pricing (
  organization_id, provider, model, task_type, pricing_model, above_input_tokens, effective_date, end_date,
  cost_per_unit, currency, source, notes, created_by
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, current_subject())
returning
  id, organization_id, provider, model, task_type, pricing_model, above_input_tokens, cost_per_unit, currency,
  nullif(effective_date, '-infinity') as effective_date, end_date, source, notes, created_by, created_at
