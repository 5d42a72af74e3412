import type { Parameter } from '../runtime/database.ts';
import { arrayOf, textArrayOf } from './array-literal.ts';
import type { Execution } from './parse-message.ts';
import { redactText } from './redact.ts';
import type { HashedUser } from './user-hash.ts';

export type HashUser = (organizationId: string, externalId: string) => HashedUser;

/** The parameters of store.sql, in its order. */
export function storeParameters(executions: readonly Execution[], hashUser: HashUser): Parameter[] {
  const users = executions.map(({ data }) => hashUser(data.organization_id, data.user_id));
  const distinctUsers = [...new Map(users.map((user) => [user.organizationId + user.id, user])).values()];
  const data = executions.map((execution) => execution.data);
  const decisions = data.map(({ routing_decision: decision }) => decision);
  return [
    arrayOf(data.map((item) => item.organization_id)),
    arrayOf(executions.map((execution) => execution.id)),
    arrayOf(executions.map((execution) => execution.contentHash)),
    textArrayOf(data.map((item) => item.task_id)),
    arrayOf(users.map((user) => user.id)),
    textArrayOf(data.map((item) => item.provider)),
    textArrayOf(data.map((item) => item.model)),
    textArrayOf(data.map((item) => item.task_type)),
    textArrayOf(data.map((item) => item.task_description && redactText(item.task_description))),
    arrayOf(data.map((item) => item.start_time)),
    arrayOf(data.map((item) => item.end_time)),
    arrayOf(data.map((item) => item.success)),
    textArrayOf(data.map((item) => item.error_message && redactText(item.error_message))),
    arrayOf(data.map((item) => item.tokens_used ?? (item.input_tokens ?? 0) + (item.output_tokens ?? 0))),
    arrayOf(data.map((item) => item.input_tokens)),
    arrayOf(data.map((item) => item.cache_read_tokens)),
    arrayOf(data.map((item) => item.cache_write_tokens)),
    arrayOf(data.map((item) => item.output_tokens)),
    arrayOf(data.map((item) => item.compute_units)),
    arrayOf(data.map((item) => item.confidence_score)),
    textArrayOf(decisions.map((decision) => decision?.chosen_provider)),
    textArrayOf(decisions.map((decision) => decision?.routing_strategy)),
    textArrayOf(decisions.map((decision) => decision && JSON.stringify(decision.alternative_providers))),
    textArrayOf(decisions.map((decision) => decision?.reasoning && redactText(decision.reasoning))),
    arrayOf(decisions.map((decision) => decision?.confidence_score)),
    arrayOf(decisions.map((decision) => decision?.estimated_cost)),
    arrayOf(decisions.map((decision) => decision?.estimated_duration_ms)),
    arrayOf(decisions.map((decision) => decision?.potential_savings)),
    textArrayOf(decisions.map((decision) => decision?.algorithm_version)),
    arrayOf(distinctUsers.map((user) => user.organizationId)),
    arrayOf(distinctUsers.map((user) => user.id)),
    arrayOf(distinctUsers.map((user) => user.keyedHash)),
  ];
}
