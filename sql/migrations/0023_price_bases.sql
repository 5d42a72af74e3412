-- Up Migration

-- For coverage: what is less than priced by a price of the model, and what providers reported. Both are few, or none.
create index task_executions_by_basis on task_executions (organization_id, start_time)
  where price_basis in ('inferred', 'any_model', 'provider_reported');
create index task_executions_provider_cost on task_executions (organization_id, start_time)
  where provider_cost is not null;
