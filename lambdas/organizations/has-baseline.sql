select exists (select from organization_baselines where organization_id = $1) as has_baseline
