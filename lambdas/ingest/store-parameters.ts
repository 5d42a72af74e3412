import { HASH_VERSION } from './hashes/content.ts';
import type { KeyedHashes } from '../../shared/users/keyed-hashes.ts';
import type { KnownOrganization } from './known-organizations.ts';
import { keptTexts, type KeptTexts } from './kept-texts.ts';
import type { Execution } from './parse-message.ts';
import type { store } from './store.statement.ts';

export type StoreParameters = Parameters<typeof store.values>[0];

interface StoreOptions {
  readonly organizations: ReadonlyMap<string, KnownOrganization>;
  readonly hashes: KeyedHashes;
}

interface Item {
  readonly item: Data;
  readonly texts: KeptTexts;
}

/** What store.sql stores, one array a column. */
export function storeParameters(
  executions: readonly Execution[],
  { organizations, hashes }: StoreOptions,
): StoreParameters {
  const data = executions.map((execution) => execution.data);
  const items = data.map((item) => ({
    item,
    texts: keptTexts(item.user_id, hashes, organizations.get(item.organization_id)),
  }));
  return {
    organizationIds: data.map((item) => item.organization_id),
    ids: executions.map((execution) => execution.id),
    producers: executions.map(({ producer }) => producer),
    contentHashes: executions.map((execution) => execution.contentHash),
    hashVersion: HASH_VERSION,
    taskIds: items.map(({ item, texts }) => texts.id(item.task_id)),
    userIds: executions.map(({ user }) => user?.id),
    providers: items.map(({ item, texts }) => texts.name(item.provider)),
    models: items.map(({ item, texts }) => texts.name(item.model)),
    taskTypes: items.map(({ item, texts }) => texts.name(item.task_type)),
    taskDescriptions: items.map(({ item, texts }) => texts.description(item.task_description)),
    startTimes: data.map((item) => item.start_time),
    endTimes: data.map((item) => item.end_time),
    successes: data.map((item) => item.success),
    errorMessages: items.map(({ item, texts }) => texts.error(item.error_message)),
    confidenceScores: data.map((item) => item.confidence_score),
    notes: executions.map(({ notes }) => (notes.length > 0 ? notes : null)),
    ...usageParameters(executions),
    ...detailParameters(items),
    ...decisionParameters(items),
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

function detailParameters(items: readonly Item[]) {
  const data = items.map(({ item }) => item);
  return {
    serviceTiers: items.map(({ item, texts }) => texts.name(item.service_tier)),
    speeds: items.map(({ item, texts }) => texts.name(item.speed)),
    inferenceGeos: items.map(({ item, texts }) => texts.name(item.inference_geo)),
    cacheHits: data.map((item) => item.cache_hit),
    requestIds: items.map(({ item, texts }) => texts.id(item.request_id)),
    sessionIds: items.map(({ item, texts }) => texts.id(item.session_id)),
    attempts: data.map((item) => item.attempt),
    requestedModels: items.map(({ item, texts }) => texts.name(item.requested_model)),
    labels: items.map(({ item, texts }) => texts.labels(item.labels)),
    routerCosts: data.map((item) => item.router_cost),
    qualities: data.map((item) => item.quality),
    providerCosts: data.map((item) => item.provider_cost?.amount),
    providerCostCurrencies: data.map((item) => item.provider_cost?.currency),
    messageBaselineProviders: items.map(({ item, texts }) => texts.name(item.baseline?.provider)),
    messageBaselineModels: items.map(({ item, texts }) => texts.name(item.baseline?.model)),
  };
}

function decisionParameters(items: readonly Item[]) {
  const routed = items.map(({ item, texts }) => ({ decision: item.routing_decision, texts }));
  const decisions = routed.map(({ decision }) => decision);
  return {
    chosenProviders: routed.map(({ decision, texts }) => texts.name(decision?.chosen_provider)),
    routingStrategies: routed.map(({ decision, texts }) => texts.name(decision?.routing_strategy)),
    alternativeProviders: routed.map(({ decision, texts }) => decision && alternatives(decision, texts)),
    reasonings: routed.map(({ decision, texts }) => texts.prose(decision?.reasoning)),
    decisionConfidenceScores: decisions.map((decision) => decision?.confidence_score),
    estimatedCosts: decisions.map((decision) => decision?.estimated_cost),
    estimatedDurationsMs: decisions.map((decision) => decision?.estimated_duration_ms),
    potentialSavings: decisions.map((decision) => decision?.potential_savings),
    algorithmVersions: routed.map(({ decision, texts }) => texts.name(decision?.algorithm_version)),
  };
}

const alternatives = (
  { alternative_providers: sent }: NonNullable<Data['routing_decision']>,
  texts: KeptTexts,
): object[] =>
  (sent ?? []).map((each) => ({
    ...each,
    provider: texts.name(each.provider),
    ...(each.model == null ? {} : { model: texts.name(each.model) }),
  }));

function userParameters(executions: readonly Execution[]) {
  const users = executions.flatMap(({ user }) => user ?? []);
  const distinct = [...new Map(users.map((user) => [user.organizationId + user.id, user])).values()];
  return {
    hashedOrganizationIds: distinct.map((user) => user.organizationId),
    hashedUserIds: distinct.map((user) => user.id),
    keyedHashes: distinct.map((user) => user.keyedHash),
  };
}
