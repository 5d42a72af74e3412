-- List prices of three providers with a model each, by token class, and contracts of every tenth organization.
with list as (
  select *
  from (
    values
      ('github_copilot', 'bench-small', 'per_input_token', 0.00000025),
      ('github_copilot', 'bench-small', 'per_cache_read_token', 0.000000025),
      ('github_copilot', 'bench-small', 'per_output_token', 0.000002),
      ('openai_codex', 'bench-large', 'per_input_token', 0.00000125),
      ('openai_codex', 'bench-large', 'per_cache_read_token', 0.000000125),
      ('openai_codex', 'bench-large', 'per_output_token', 0.00001),
      ('google_code_assist', 'bench-medium', 'per_input_token', 0.0000006),
      ('google_code_assist', 'bench-medium', 'per_output_token', 0.0000045)
  ) as price (provider, model, pricing_model, cost_per_unit)
)
insert into provider_pricing (
  organization_id, provider, model, pricing_model, cost_per_unit, effective_date, source, created_by)
select null, provider, model, pricing_model, cost_per_unit, '-infinity'::timestamptz, 'provider_api', 'bench'
from list
union all
select id, provider, model, pricing_model, 0.8 * cost_per_unit, '-infinity', 'contract', 'bench'
from list
cross join bench.organizations
where rank % 10 = 0 and provider = 'openai_codex'
