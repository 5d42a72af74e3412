import { hash } from 'node:crypto';
import type { ExecutionData } from './contract.ts';
import { epochMicroseconds } from '../../shared/database/instant.ts';
import { totalTokens } from './total-tokens.ts';
import type { HashedUser } from './user-hash.ts';

/**
 * Tells a repeated message from a conflicting one: 16 bytes, in hexadecimal. Of what is stored, not of how it was
 * written: null is as good as absent, and one instant has many texts. Of the user's keyed hash, not of the user: whoever
 * reads the database cannot test a guess.
 */
export function contentHash(data: ExecutionData, { keyedHash }: HashedUser): string {
  const { routing_decision: decision } = data;
  // In an array, JSON writes undefined as null.
  const content = [
    keyedHash,
    data.task_id,
    data.provider,
    data.model,
    data.task_type,
    epochMicroseconds(data.start_time),
    epochMicroseconds(data.end_time),
    data.success,
    data.error_message,
    totalTokens(data),
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
      decision.alternative_providers.map((each) => [each.provider, each.score, each.estimated_cost]),
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
