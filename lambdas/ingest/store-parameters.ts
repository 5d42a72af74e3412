import { HASH_VERSION } from './hashes/content.ts';
import type { Execution } from './parse-message.ts';
import { redactName, redactText } from './redact.ts';
import type { store } from './store.statement.ts';

export type StoreParameters = Parameters<typeof store.values>[0];

/** What store.sql stores, one array a column. */
export function storeParameters(executions: readonly Execution[]): StoreParameters {
  const data = executions.map((execution) => execution.data);
  return {
    organizationIds: data.map((item) => item.organization_id),
    ids: executions.map((execution) => execution.id),
    contentHashes: executions.map((execution) => execution.contentHash),
    hashVersion: HASH_VERSION,
    taskIds: data.map((item) => item.task_id),
    userIds: executions.map(({ user }) => user?.id),
    providers: data.map((item) => item.provider),
    models: data.map((item) => item.model),
    taskTypes: data.map((item) => item.task_type),
    taskDescriptions: data.map((item) => item.task_description && redactText(item.task_description)),
    startTimes: data.map((item) => item.start_time),
    endTimes: data.map((item) => item.end_time),
    successes: data.map((item) => item.success),
    errorMessages: data.map((item) => item.error_message && redactText(item.error_message)),
    confidenceScores: data.map((item) => item.confidence_score),
    notes: executions.map(({ notes }) => (notes.length > 0 ? notes : null)),
    ...usageParameters(executions),
    ...detailParameters(data),
    ...decisionParameters(data),
    ...userParameters(executions),
  };
}

function usageParameters(executions: readonly Execution[]) {
  const reported = executions.map((execution) => execution.reported);
  const usage = reported.map((each) => each.usage);
  return {
    tokensUsed: usage.map((used) => used.tokens_used),
    inputTokens: usage.map((used) => used.input_tokens),
    cacheReadTokens: usage.map((used) => used.cache_read_tokens),
    cacheWriteTokens: usage.map((used) => used.cache_write_tokens),
    cacheWrite1hTokens: usage.map((used) => used.cache_write_1h_tokens),
    outputTokens: usage.map((used) => used.output_tokens),
    reasoningTokens: usage.map((used) => used.reasoning_tokens),
    audioInputTokens: usage.map((used) => used.audio_input_tokens),
    audioOutputTokens: usage.map((used) => used.audio_output_tokens),
    imageInputTokens: usage.map((used) => used.image_input_tokens),
    webSearches: usage.map((used) => used.web_searches),
    computeUnits: usage.map((used) => used.compute_units),
    requests: usage.map((used) => used.requests),
    perRequest: reported.map(({ perRequest }) => perRequest?.map(withoutNull)),
    unknownUsage: reported.map(({ unknown }) => unknown),
  };
}

const withoutNull = (usage: object): object =>
  Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null));

type Data = Execution['data'];

function detailParameters(data: readonly Data[]) {
  return {
    serviceTiers: data.map((item) => item.service_tier),
    speeds: data.map((item) => item.speed),
    inferenceGeos: data.map((item) => item.inference_geo),
    cacheHits: data.map((item) => item.cache_hit),
    requestIds: data.map((item) => item.request_id),
    sessionIds: data.map((item) => item.session_id),
    attempts: data.map((item) => item.attempt),
    requestedModels: data.map((item) => item.requested_model),
    labels: data.map(({ labels }) => redactedLabels(labels)),
    routerCosts: data.map((item) => item.router_cost),
    qualities: data.map((item) => item.quality),
    providerCosts: data.map((item) => item.provider_cost?.amount),
    providerCostCurrencies: data.map((item) => item.provider_cost?.currency),
    messageBaselineProviders: data.map((item) => item.baseline?.provider),
    messageBaselineModels: data.map((item) => item.baseline?.model),
  };
}

/** They are free text: an address or a key in one is no less of a leak than in a description. */
function redactedLabels(labels: Data['labels']): object | null {
  const entries = Object.entries(labels ?? {});
  if (entries.length === 0) return null;
  return Object.fromEntries(entries.map(([key, value]) => [redactName(key), redactName(value)]));
}

function decisionParameters(data: readonly Data[]) {
  const decisions = data.map(({ routing_decision: decision }) => decision);
  return {
    chosenProviders: decisions.map((decision) => decision?.chosen_provider),
    routingStrategies: decisions.map((decision) => decision?.routing_strategy),
    alternativeProviders: decisions.map((decision) => decision && (decision.alternative_providers ?? [])),
    reasonings: decisions.map((decision) => decision?.reasoning && redactText(decision.reasoning)),
    decisionConfidenceScores: decisions.map((decision) => decision?.confidence_score),
    estimatedCosts: decisions.map((decision) => decision?.estimated_cost),
    estimatedDurationsMs: decisions.map((decision) => decision?.estimated_duration_ms),
    potentialSavings: decisions.map((decision) => decision?.potential_savings),
    algorithmVersions: decisions.map((decision) => decision?.algorithm_version),
  };
}

function userParameters(executions: readonly Execution[]) {
  const users = executions.flatMap(({ user }) => user ?? []);
  const distinct = [...new Map(users.map((user) => [user.organizationId + user.id, user])).values()];
  return {
    hashedOrganizationIds: distinct.map((user) => user.organizationId),
    hashedUserIds: distinct.map((user) => user.id),
    keyedHashes: distinct.map((user) => user.keyedHash),
  };
}
