import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { whatIf } from '../../../lambdas/analytics/what-if/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
  for (const [index, provider] of ['fast', 'slow', 'a', 'b', 'tried'].entries()) {
    await createPrice(database, { provider, costPerUnit: `0.00${index + 1}` });
  }
  await createPrice(database, { provider: 'a', pricingModel: 'per_request', costPerUnit: '0.7' });
});
afterAll(() => database.drop());

interface Rule {
  readonly rule: 'requested_model' | 'label' | 'task_type' | 'organization' | 'message';
  readonly task_type?: string;
  readonly label_key?: string;
  readonly label_value?: string;
  readonly provider?: string | undefined;
}

const keys: readonly Rule[] = [
  { rule: 'organization' },
  { rule: 'requested_model' },
  { rule: 'task_type', task_type: 'review' },
  { rule: 'task_type', task_type: 'tests' },
  { rule: 'label', label_key: 'team', label_value: 'search' },
  { rule: 'label', label_key: 'team', label_value: 'core' },
  { rule: 'label', label_key: 'area', label_value: 'web' },
  { rule: 'message' },
];
const withProvider = (rule: Rule, provider: string): Rule =>
  rule.rule === 'message' ? rule : { ...rule, provider };

const executions = fc.array(
  fc.record(
    {
      task_type: fc.constantFrom('review', 'tests', 'docs'),
      labels: fc.constantFrom(
        {},
        { team: 'search' },
        { team: 'core', area: 'web' },
        { team: 'search', area: 'web' },
      ),
      requested_model: fc.constantFrom('big', 'a/big', 'nobody/big'),
      baseline: fc.constant({ provider: 'b' }),
      provider: fc.constantFrom('fast', 'a', 'nobody_prices_it'),
      success: fc.constantFrom(true, true, false),
      tokens_used: fc.nat(5_000),
      cache_hit: fc.constant(true),
      service_tier: fc.constantFrom('standard', 'batch'),
    },
    { requiredKeys: ['task_type', 'provider', 'success', 'tokens_used'] },
  ),
  { minLength: 1, maxLength: 25 },
);
const books = fc
  .record({ tried: fc.constantFrom(...keys.slice(0, 7)), others: fc.subarray([...keys]), executions })
  .map(({ tried, others, ...rest }) => ({
    ...rest,
    tried: withProvider(tried, 'tried'),
    others: others
      .filter((other) => other.rule !== 'organization')
      .map((other, index) => withProvider(other, index % 2 ? 'a' : 'b')),
  }));

/** From the beginning, in place of the one of the same kind. */
async function setRule(organizationId: string, rule: Rule): Promise<void> {
  const values = [organizationId, rule.rule, rule.task_type, rule.label_key, rule.label_value];
  await database.admin.query(
    `delete from organization_baselines
     where organization_id = $1 and rule = $2 and task_type is not distinct from $3
       and label_key is not distinct from $4 and label_value is not distinct from $5`,
    values,
  );
  await database.admin.query(
    `insert into organization_baselines
       (organization_id, rule, task_type, label_key, label_value, provider, effective_date, created_by)
     values ($1, $2, $3, $4, $5, $6, '-infinity', 'test')`,
    [...values, rule.provider],
  );
}

const sums = z.object({
  kept: z.number(),
  tasks: z.number(),
  priced: z.number(),
  cost: z.string().nullable(),
  baseline: z.string().nullable(),
});

/** What is stored of those that a rule was the baseline of. */
async function stored(organizationId: string, { rule }: Rule) {
  const { rows } = await database.admin.query(
    `select
       count(*)::integer as kept,
       count(*) filter (where is_tried)::integer as tasks,
       count(baseline_cost) filter (where is_tried)::integer as priced,
       sum(actual_cost) filter (where is_tried and baseline_cost is not null)::text as cost,
       sum(baseline_cost) filter (where is_tried)::text as baseline
     from (
       select *, baseline_rule = $2 and ($2 = 'requested_model' or baseline_provider = 'tried') as is_tried
       from task_executions
     ) as e
     where organization_id = $1 and success and actual_cost is not null`,
    [organizationId, rule],
  );
  return sums.parse(rows[0]);
}

test('a rule that is tried tells what is stored once it is set', async () => {
  await fc.assert(
    fc.asyncProperty(books, async ({ tried, others, executions: sent }) => {
      const id = await createOrganization(database);
      for (const other of others) await setRule(id, other);
      await store(database, id, sent);
      const {
        baseline,
        usage,
        what_if: there,
      } = await api.result(whatIf, { query: { organization_id: id, start_date: '2026-01-01', ...tried } });

      // Messages' own baselines are left aside: where they would come first, there is nothing to compare with.
      const set = await createOrganization(database);
      for (const other of others) if (other.rule !== 'message') await setRule(set, other);
      await setRule(set, tried);
      await store(database, set, sent);
      const { kept, tasks, priced, cost, baseline: baselineCost } = await stored(set, tried);

      expect(baseline).toMatchObject({ provider: 'tried', rule: tried.rule });
      expect({ tasks: usage.tasks, priced: usage.priced, not_kept: usage.not_kept }).toEqual({
        tasks,
        priced,
        not_kept: 0,
      });
      expect(kept).toBeGreaterThanOrEqual(tasks);
      expect([Number(there.exact.total_cost), Number(there.exact.baseline_cost)]).toEqual([
        Number(cost),
        Number(baselineCost),
      ]);
    }),
    { numRuns: 60 },
  );
});

test("a requested model without a provider is tried at the organization's own", async () => {
  const id = await createOrganization(database);
  await store(database, id, [{ requested_model: 'big' }, { requested_model: 'a/big' }, {}]);
  const query = { organization_id: id, start_date: '2026-01-01', rule: 'requested_model' } as const;
  const { baseline, usage, what_if: there } = await api.result(whatIf, { query });
  expect(baseline).toEqual({
    provider: null,
    model: null,
    rule: 'requested_model',
    task_type: null,
    label: null,
  });
  expect(usage).toMatchObject({ tasks: 2, priced: 2, not_kept: 0 });
  // 1,000 tokens at 0.002 of the organization's own baseline, and at 0.003 and a request at 0.7 of the one that is named.
  expect(there.exact.baseline_cost).toBe('5.700000000000');
});

test.each<[Record<string, string>, { parameter: string; detail: string }[]]>([
  [{}, [{ parameter: 'provider', detail: 'is required by the rule organization' }]],
  [
    { provider: 'a', task_type: 't' },
    [{ parameter: 'task_type', detail: 'cannot be given with the rule organization' }],
  ],
  [
    { rule: 'task_type', provider: 'a' },
    [{ parameter: 'task_type', detail: 'is required by the rule task_type' }],
  ],
  [
    { rule: 'label', provider: 'a', label_key: 'team' },
    [{ parameter: 'label_value', detail: 'is required by the rule label' }],
  ],
  [
    { rule: 'label', provider: 'a' },
    [
      { parameter: 'label_key', detail: 'is required by the rule label' },
      { parameter: 'label_value', detail: 'is required by the rule label' },
    ],
  ],
  [
    { rule: 'requested_model', model: 'm', label_value: 'x' },
    [
      { parameter: 'label_value', detail: 'cannot be given with the rule requested_model' },
      { parameter: 'model', detail: 'cannot be given with the rule requested_model' },
    ],
  ],
  [
    { rule: 'message', provider: 'a' },
    [{ parameter: 'rule', detail: 'must be one of requested_model, label, task_type, organization' }],
  ],
])('%j is refused, naming what does not fit', async (parameters, errors) => {
  const organization_id = await createOrganization(database);
  const problem = await api.problem(whatIf, { query: { organization_id, ...parameters } });
  expect(problem).toMatchObject({ status: 400, errors });
});
