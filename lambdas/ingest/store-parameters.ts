import type { Parameter } from '../../shared/database/database.ts';
import {
  bigintArray,
  booleanArray,
  byteaArray,
  doubleArray,
  jsonbArray,
  textArray,
  timestamptzArray,
  uuidArray,
} from '../../shared/database/array-parameter.ts';
import { HASH_VERSION } from './hashes/content.ts';
import type { Execution } from './parse-message.ts';
import { redactText } from './redact.ts';
import { totalTokens } from './total-tokens.ts';

/** The parameters of store.sql, in its order. */
export function storeParameters(executions: readonly Execution[]): Parameter[] {
  const users = executions.map(({ user }) => user);
  const distinctUsers = [...new Map(users.map((user) => [user.organizationId + user.id, user])).values()];
  const data = executions.map((execution) => execution.data);
  const decisions = data.map(({ routing_decision: decision }) => decision);
  return [
    uuidArray(data.map((item) => item.organization_id)),
    uuidArray(executions.map((execution) => execution.id)),
    byteaArray(executions.map((execution) => execution.contentHash)),
    textArray(data.map((item) => item.task_id)),
    uuidArray(users.map((user) => user.id)),
    textArray(data.map((item) => item.provider)),
    textArray(data.map((item) => item.model)),
    textArray(data.map((item) => item.task_type)),
    textArray(data.map((item) => item.task_description && redactText(item.task_description))),
    timestamptzArray(data.map((item) => item.start_time)),
    timestamptzArray(data.map((item) => item.end_time)),
    booleanArray(data.map((item) => item.success)),
    textArray(data.map((item) => item.error_message && redactText(item.error_message))),
    bigintArray(data.map(totalTokens)),
    bigintArray(data.map((item) => item.input_tokens)),
    bigintArray(data.map((item) => item.cache_read_tokens)),
    bigintArray(data.map((item) => item.cache_write_tokens)),
    bigintArray(data.map((item) => item.output_tokens)),
    textArray(data.map((item) => item.compute_units)),
    doubleArray(data.map((item) => item.confidence_score)),
    textArray(decisions.map((decision) => decision?.chosen_provider)),
    textArray(decisions.map((decision) => decision?.routing_strategy)),
    jsonbArray(decisions.map((decision) => decision?.alternative_providers)),
    textArray(decisions.map((decision) => decision?.reasoning && redactText(decision.reasoning))),
    doubleArray(decisions.map((decision) => decision?.confidence_score)),
    doubleArray(decisions.map((decision) => decision?.estimated_cost)),
    doubleArray(decisions.map((decision) => decision?.estimated_duration_ms)),
    doubleArray(decisions.map((decision) => decision?.potential_savings)),
    textArray(decisions.map((decision) => decision?.algorithm_version)),
    uuidArray(distinctUsers.map((user) => user.organizationId)),
    uuidArray(distinctUsers.map((user) => user.id)),
    byteaArray(distinctUsers.map((user) => user.keyedHash)),
    HASH_VERSION,
  ];
}
