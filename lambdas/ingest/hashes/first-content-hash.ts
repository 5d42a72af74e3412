import { hash } from 'node:crypto';
import type { ExecutionData } from '../contract.ts';
import { epochMicroseconds } from '../../../shared/instants/instants.ts';
import type { HashedUser } from '../../../shared/users/keyed-hashes.ts';

/**
 * The content hash of version 1, over a list of what is stored: a field more changes it. Still asked for, because a message
 * that was stored with it may come again for as long as its execution is kept.
 */
export function firstContentHash(data: ExecutionData, user: HashedUser | null): string {
  const { routing_decision: decision } = data;
  // In an array, JSON writes undefined as null.
  const content = [
    user?.keyedHash,
    data.task_id,
    data.provider,
    data.model,
    data.task_type,
    epochMicroseconds(data.start_time),
    epochMicroseconds(data.end_time),
    data.success,
    data.error_message,
    data.tokens_used ?? (data.input_tokens ?? 0) + (data.output_tokens ?? 0),
    data.input_tokens,
    data.cache_read_tokens,
    data.cache_write_tokens,
    data.output_tokens,
    data.compute_units,
    data.confidence_score,
    data.task_description,
    decision && [
      decision.chosen_provider,
      decision.routing_strategy,
      (decision.alternative_providers ?? []).map((each) => [each.provider, each.score, each.estimated_cost]),
      decision.reasoning,
      decision.confidence_score,
      decision.estimated_cost,
      decision.estimated_duration_ms,
      decision.potential_savings,
      decision.algorithm_version,
    ],
  ];
  return hash('sha256', JSON.stringify(content), 'hex').slice(0, 32);
}
