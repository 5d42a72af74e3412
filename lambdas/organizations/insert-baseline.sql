insert into organization_baselines (organization_id, provider, model, effective_date, created_by)
values ($1, $2, $3, $4, current_subject())
