import { HASH_VERSION } from './hashes/content.ts';
import type { Execution } from './parse-message.ts';
import { redactText } from './redact.ts';
import type { store } from './store.statement.ts';
import { totalTokens } from './total-tokens.ts';

export type StoreParameters = Parameters<typeof store.values>[0];

/** What store.sql stores, one array a column. */
export function storeParameters(executions: readonly Execution[]): StoreParameters {
  const users = executions.map(({ user }) => user);
  const distinctUsers = [...new Map(users.map((user) => [user.organizationId + user.id, user])).values()];
  const data = executions.map((execution) => execution.data);
  const decisions = data.map(({ routing_decision: decision }) => decision);
  return {
    organizationIds: data.map((item) => item.organization_id),
    ids: executions.map((execution) => execution.id),
    contentHashes: executions.map((execution) => execution.contentHash),
    hashVersion: HASH_VERSION,
    taskIds: data.map((item) => item.task_id),
    userIds: users.map((user) => user.id),
    providers: data.map((item) => item.provider),
    models: data.map((item) => item.model),
    taskTypes: data.map((item) => item.task_type),
    taskDescriptions: data.map((item) => item.task_description && redactText(item.task_description)),
    startTimes: data.map((item) => item.start_time),
    endTimes: data.map((item) => item.end_time),
    successes: data.map((item) => item.success),
    errorMessages: data.map((item) => item.error_message && redactText(item.error_message)),
    tokensUsed: data.map(totalTokens),
    inputTokens: data.map((item) => item.input_tokens),
    cacheReadTokens: data.map((item) => item.cache_read_tokens),
    cacheWriteTokens: data.map((item) => item.cache_write_tokens),
    outputTokens: data.map((item) => item.output_tokens),
    reasoningTokens: data.map((item) => item.reasoning_tokens),
    computeUnits: data.map((item) => item.compute_units),
    requests: [],
    cacheWrite1hTokens: [],
    audioInputTokens: [],
    audioOutputTokens: [],
    imageInputTokens: [],
    webSearches: [],
    unknownUsage: [],
    perRequest: [],
    serviceTiers: [],
    speeds: [],
    inferenceGeos: [],
    cacheHits: [],
    requestIds: [],
    sessionIds: [],
    attempts: [],
    requestedModels: [],
    labels: [],
    routerCosts: [],
    qualities: [],
    providerCosts: [],
    providerCostCurrencies: [],
    messageBaselineProviders: [],
    messageBaselineModels: [],
    notes: [],
    confidenceScores: data.map((item) => item.confidence_score),
    chosenProviders: decisions.map((decision) => decision?.chosen_provider),
    routingStrategies: decisions.map((decision) => decision?.routing_strategy),
    alternativeProviders: decisions.map((decision) => decision?.alternative_providers),
    reasonings: decisions.map((decision) => decision?.reasoning && redactText(decision.reasoning)),
    decisionConfidenceScores: decisions.map((decision) => decision?.confidence_score),
    estimatedCosts: decisions.map((decision) => decision?.estimated_cost),
    estimatedDurationsMs: decisions.map((decision) => decision?.estimated_duration_ms),
    potentialSavings: decisions.map((decision) => decision?.potential_savings),
    algorithmVersions: decisions.map((decision) => decision?.algorithm_version),
    hashedOrganizationIds: distinctUsers.map((user) => user.organizationId),
    hashedUserIds: distinctUsers.map((user) => user.id),
    keyedHashes: distinctUsers.map((user) => user.keyedHash),
  };
}
