-- Makes executions up, with start times from p_from to p_to, and stores them through the very statement of ingest, whose
-- text comes in where STORE stands, so that prices, decisions, flags, users and deltas are the product's. Its parameters
-- are the columns of message, by their names.
create function bench.store_history(p_from timestamptz, p_to timestamptz, p_executions integer)
returns void
language plpgsql
as $$
declare
  message record;
  stored record;
begin
  select
    array_agg(organization_id) as organization_ids,
    array_agg(id) as ids,
    array_agg(decode(md5(id::text), 'hex')) as content_hashes,
    array_agg('task-' || right(id::text, 12)) as task_ids,
    array_agg(md5(organization_id::text || user_number)::uuid) as user_ids,
    array_agg(provider) as providers,
    array_agg(model) as models,
    array_agg(task_type) as task_types,
    array_agg('Add a retry to the invoice importer and cover it with tests'::text) as task_descriptions,
    array_agg(start_time) as start_times,
    array_agg(start_time + duration_ms * interval '1 millisecond') as end_times,
    array_agg(success) as successes,
    array_agg(case when not success then 'The provider closed the stream.' end) as error_messages,
    array_agg(input_tokens + output_tokens) as tokens_used,
    array_agg(input_tokens) as input_tokens,
    array_agg(input_tokens / 2) as cache_read_tokens,
    array_agg(0::bigint) as cache_write_tokens,
    array_agg(output_tokens) as output_tokens,
    array_agg(null::bigint) as reasoning_tokens,
    array_agg(null::text) as compute_units,
    array_agg(0.9::double precision) as confidence_scores,
    array_agg(case when routed then provider end) as chosen_providers,
    array_agg(case when routed then strategy end) as routing_strategies,
    array_agg(case when routed then '[{"provider": "openai_codex", "score": 0.8}]'::jsonb end) as alternative_providers,
    array_agg(case when routed then 'Short context and a routine task.' end) as reasonings,
    array_agg(null::double precision) as decision_confidence_scores,
    array_agg(null::double precision) as estimated_costs,
    array_agg(null::double precision) as estimated_durations_ms,
    array_agg(null::double precision) as potential_savings,
    array_agg(case when routed then '3.1' end) as algorithm_versions,
    any_value(people.organization_ids) as hashed_organization_ids,
    any_value(people.ids) as hashed_user_ids,
    any_value(people.hashes) as keyed_hashes,
    2 as hash_version
  into message
  from (
    select
      o.id as organization_id,
      (lpad(to_hex((extract(epoch from start_time) * 1000)::bigint), 12, '0')
        || '7' || left(entropy, 3) || '8' || substr(entropy, 4, 15))::uuid as id,
      e.*
    from (
      select
        random() as share,
        floor(50 * random())::integer as user_number,
        provider_number,
        (array['github_copilot', 'openai_codex', 'google_code_assist'])[provider_number] as provider,
        (array['bench-small', 'bench-large', 'bench-medium'])[provider_number] as model,
        (array['code_generation', 'code_review', 'debugging', 'documentation'])[ceil(4 * random())::integer]
          as task_type,
        start_time,
        exp(random_normal(7.8, 0.8))::integer as duration_ms,
        random() < 0.95 as success,
        exp(random_normal(8, 0.8))::bigint as input_tokens,
        exp(random_normal(6, 0.8))::bigint as output_tokens,
        random() < 0.9 as routed,
        case when random() < 0.5 then 'cost_optimized' else 'quality_first' end as strategy,
        md5(random()::text || execution) as entropy
      from (
        select
          execution,
          p_from + (p_to - p_from) * (execution - 1) / p_executions as start_time,
          1 + mod(execution * 7, 3) as provider_number
        from generate_series(1, p_executions) as execution
      ) as slots
    ) as e
    join bench.organizations o
      on o.rank = 1 + width_bucket(e.share, (select array_agg(reached order by rank) from bench.organizations))
  ) as generated
  cross join (
    select array_agg(id) as organization_ids, array_agg(user_id) as ids, array_agg(keyed_hash) as hashes
    from (
      select
        id, md5(id::text || n)::uuid as user_id,
        decode(md5(id::text || n) || md5(n || id::text), 'hex') as keyed_hash
      from bench.organizations cross join generate_series(0, 49) as n
    ) as everybody
  ) as people;

  STORE into stored;
end $$
