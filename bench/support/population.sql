-- $1 how many organizations. Their activity follows Zipf's law: share and reached are of all executions.
with ranked as (
  select rank, md5('organization ' || rank)::uuid as id, (1.0 / rank)::double precision as weight
  from generate_series(1, $1::integer) as rank
),
created as (
  insert into organizations (id, name, retention_days)
  select id, 'Organization ' || rank, 1095
  from ranked
),
baselines as (
  insert into organization_baselines (organization_id, provider, model, effective_date, created_by)
  select id, 'openai_codex', 'bench-large', '-infinity', 'bench'
  from ranked
),
members as (
  insert into memberships (organization_id, subject, role, created_by)
  select id, 'analyst', 'viewer', 'bench'
  from ranked
)
insert into bench.organizations (rank, id, reached)
select rank, id, sum(weight) over (order by rank) / sum(weight) over ()
from ranked
