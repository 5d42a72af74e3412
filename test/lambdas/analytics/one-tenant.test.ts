import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { priceBases, providerCosts } from '../../../lambdas/analytics/coverage/bases.statement.ts';
import { readCoverage } from '../../../lambdas/analytics/coverage/coverage.statement.ts';
import { disputed } from '../../../lambdas/analytics/coverage/disputed.statement.ts';
import { chargedComponents } from '../../../lambdas/analytics/executions/components.statement.ts';
import { explainedExecution } from '../../../lambdas/analytics/executions/execution.statement.ts';
import { executionsPage } from '../../../lambdas/analytics/executions/list.statement.ts';
import {
  messageCounts,
  rejectionGroups,
  rejectionsPage,
} from '../../../lambdas/analytics/rejections/rejections.statement.ts';
import { baselineRules } from '../../../lambdas/analytics/savings-summary/baseline-rules.statement.ts';
import { taskTypePerformance } from '../../../lambdas/analytics/task-performance/performance.statement.ts';
import { usageCounts } from '../../../lambdas/analytics/usage-metrics/usage.statement.ts';
import { priceBaseline } from '../../../lambdas/analytics/what-if/what-if.statement.ts';
import type { Transaction } from '../../../shared/database/database.ts';
import { extent } from '../../../shared/figures/extent.statement.ts';
import { providers } from '../../../shared/figures/providers/providers.statement.ts';
import { routingQuality } from '../../../shared/figures/routing/quality.statement.ts';
import { savings } from '../../../shared/figures/savings/savings.statement.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;

// Row-level security hides other tenants from the API, also where a statement forgets to. As the worker, which sees all
// of them, it has to tell them apart by itself.
const id = randomUUID();
const startTime = '2026-01-20T10:00:00Z';
const range = { start: '2026-01-01', end: '2026-01-26' };
const local = { ...range, timeZone: 'UTC' };
const always = { start: '2000-01-01', end: '2999-12-31', timeZone: 'UTC' };
const anything = {
  provider: null,
  model: null,
  taskType: null,
  userId: null,
  success: null,
  unpriced: null,
  voided: null,
  voidId: null,
  flag: null,
  afterTime: null,
  afterId: null,
  figuresByPerson: true,
  limit: 100,
};
const anyRejection = { reason: null, path: null, source: null, beforeTime: null, beforeId: null, limit: 100 };
const compared = {
  comparedStart: '2025-12-06',
  comparedEnd: '2025-12-31',
  today: range.end,
  projectedDays: 25,
};

const noRule = { rule: null, taskType: null, labelKey: null, labelValue: null };

type Read = (transaction: Transaction, organizationId: string) => Promise<readonly object[]>;
const reads: readonly (readonly [string, Read])[] = [
  ['extent', (on, organizationId) => extent.run(on, { organizationId })],
  ['providers', (on, organizationId) => providers.run(on, { organizationId, ...range })],
  ['routing quality', (on, organizationId) => routingQuality.run(on, { organizationId, ...local })],
  [
    'savings',
    (on, organizationId) =>
      savings.run(on, { organizationId, ...range, ...compared, period: 'day', provider: null }),
  ],
  ['price bases', (on, organizationId) => priceBases.run(on, { organizationId, ...local })],
  ['provider costs', (on, organizationId) => providerCosts.run(on, { organizationId, ...local, most: 100 })],
  ['coverage', (on, organizationId) => readCoverage.run(on, { organizationId, ...local, mostGroups: 100 })],
  ['disputed', (on, organizationId) => disputed.run(on, { organizationId, ...range })],
  ['components', (on, organizationId) => chargedComponents.run(on, { organizationId, id, startTime })],
  [
    'execution',
    (on, organizationId) => explainedExecution.run(on, { organizationId, id, figuresByPerson: true }),
  ],
  ['list', (on, organizationId) => executionsPage.run(on, { organizationId, ...local, ...anything })],
  [
    'list of flagged',
    (on, organizationId) =>
      executionsPage.run(on, { organizationId, ...local, ...anything, flag: 'negative_savings' }),
  ],
  ['message counts', (on, organizationId) => messageCounts.run(on, { organizationId, ...always })],
  [
    'rejection groups',
    (on, organizationId) => rejectionGroups.run(on, { organizationId, ...always, mostGroups: 100 }),
  ],
  [
    'rejections',
    (on, organizationId) => rejectionsPage.run(on, { organizationId, ...always, ...anyRejection }),
  ],
  [
    'baseline rules',
    (on, organizationId) => baselineRules.run(on, { organizationId, ...local, provider: null }),
  ],
  [
    'task performance',
    (on, organizationId) =>
      taskTypePerformance.run(on, { organizationId, ...range, taskType: null, provider: null }),
  ],
  ['usage', (on, organizationId) => usageCounts.run(on, { organizationId, ...range, period: 'day' })],
  [
    'what-if',
    (on, organizationId) =>
      priceBaseline.run(on, { organizationId, ...local, ...noRule, provider: 'slow', model: null }),
  ],
  [
    'what-if with a rule',
    (on, organizationId) =>
      priceBaseline.run(on, {
        organizationId,
        ...local,
        ...noRule,
        rule: 'task_type',
        taskType: 'review',
        provider: 'slow',
        model: null,
      }),
  ],
];

/** What every statement says of an organization, by its name. */
const readAll = (organizationId: string): Promise<ReadonlyMap<string, readonly object[]>> =>
  database.unbound.transaction(async (transaction) => {
    const answers = new Map<string, readonly object[]>();
    for (const [name, read] of reads) answers.set(name, await read(transaction, organizationId));
    return answers;
  });

/** Of every kind that a statement tells apart; `often` is how much of it there is. */
async function fill(organizationId: string, often: number, negative: boolean): Promise<void> {
  await database.admin.query(
    `insert into organization_baselines (organization_id, rule, provider, task_type, effective_date, created_by)
     values ($1, 'task_type', 'middling', 'review', '-infinity', 'test')`,
    [organizationId],
  );
  const decision = { chosen_provider: 'fast', routing_strategy: 'cost_optimized', estimated_cost: 1 };
  const times = <Item>(item: Item) => Array.from({ length: often }, () => item);
  await store(database, organizationId, [
    // The same id in both organizations, and only one of the two flagged.
    {
      id,
      start_time: startTime,
      provider: negative ? 'slow' : 'fast',
      tokens_used: 10 * often,
      routing_decision: { ...decision, routing_strategy: `strategy-${often}` },
    },
    ...times({ routing_decision: decision, provider_cost: { amount: '0.5', currency: 'USD' } }),
    ...times({ model: 'm', task_type: 'review', user_id: `user-${often}` }),
    ...times({ provider: 'nobody', start_time: `2026-01-${10 + often}T10:00:00Z` }),
  ]);
  await database.admin.query(
    `insert into ingest_rejections (message_id, organization_id, reason, detail, source, body_bytes)
     select gen_random_uuid()::text, $1, 'invalid', 'is missing', '/test', 2 from generate_series(1, $2)`,
    [organizationId, often],
  );
}

let own: ReadonlyMap<string, readonly object[]>;
let ownAfterwards: ReadonlyMap<string, readonly object[]>;
let others: ReadonlyMap<string, readonly object[]>;

beforeAll(async () => {
  database = await createTestDatabase();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.001' });
  await createPrice(database, { provider: 'middling', costPerUnit: '0.002' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.003' });
  await database.admin.query(
    `insert into price_disputes (provider, model, pricing_model, above_input_tokens, cost_per_unit, price_source,
       other_cost_per_unit, other_source) values ('fast', 'm', 'per_token', 0, 1, 'one', 2, 'another')`,
  );
  const first = await createOrganization(database, { baseline: 'middling' });
  const second = await createOrganization(database, { baseline: 'middling' });
  await fill(first, 1, false);
  own = await readAll(first);
  await fill(second, 3, true);
  ownAfterwards = await readAll(first);
  others = await readAll(second);
});
afterAll(() => database.drop());

test.each(reads.map(([name]) => name))('%s: the same, whatever another tenant has', (name) => {
  expect(ownAfterwards.get(name)).toEqual(own.get(name));
  expect(others.get(name)).not.toEqual(own.get(name));
});
