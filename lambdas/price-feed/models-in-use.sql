-- The names by which executions and baselines call models. Rollups are kept for ever, so none of them is forgotten.
select provider as "provider!", model as "model!" from rollup_dimensions where model is not null
union
select provider, model from rollup_deltas where model is not null
union
select provider, model from daily_rollups where model is not null
union
select provider, model from organization_baselines where model is not null and provider is not null
union
select provider, model from model_names
