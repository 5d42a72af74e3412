-- @name explained_execution
-- Its key tells the start time, and so the one partition to look into.
select
  e.id as "id!", e.task_id as "task_id!", e.user_id as "user_id!", e.provider as "provider!", e.model,
  e.task_type as "task_type!", e.start_time as "start_time!", e.end_time as "end_time!",
  e.duration_ms as "duration_ms!", e.success as "success!",
  e.actual_cost, e.baseline_cost, e.savings, e.unpriced_reason,
  e.task_description, e.error_message, e.confidence_score, e.priced_at,
  e.tokens_used as "tokens_used!", e.input_tokens, e.cache_read_tokens, e.cache_write_tokens, e.output_tokens,
  e.reasoning_tokens, e.compute_units,
  to_char(e.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "position!",
  (
    select json_build_object(
      'chosen_provider', d.chosen_provider,
      'alternative_providers', d.alternative_providers,
      'routing_strategy', d.routing_strategy,
      'reasoning', d.reasoning,
      'confidence_score', d.confidence_score,
      'estimated_cost', d.estimated_cost::text,
      'estimated_duration_ms', d.estimated_duration_ms,
      'potential_savings', d.potential_savings::text,
      'algorithm_version', d.algorithm_version)
    from routing_decisions d
    where d.organization_id = e.organization_id and d.id = e.routing_decision_id and d.start_time = e.start_time
  ) as routing_decision,
  coalesce((
    select json_agg(json_build_object(
      'id', f.id,
      'kind', f.kind,
      'status', f.status,
      'note', f.note,
      'reviewed_by', f.reviewed_by,
      'reviewed_at', to_char(f.reviewed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by f.kind)
    from execution_flags f
    where f.organization_id = e.organization_id and f.execution_id = e.id
  ), '[]') as "flags!"
from execution_keys k
join counted_executions e
  on e.organization_id = k.organization_id and e.id = k.id and e.start_time = k.start_time
where k.organization_id = :organization_id and k.id = :id
