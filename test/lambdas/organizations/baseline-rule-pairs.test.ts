import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createBaseline, endBaseline } from '../../../lambdas/organizations/baselines/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { drift } from '../../support/reconcile.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** In the order in which they apply, with what each names for an execution that all of them are for. */
const RULES = [
  { rule: 'message', body: { rule: 'message' }, provider: 'ofMessage', model: 'm', thousandths: 3 },
  {
    rule: 'requested_model',
    body: { rule: 'requested_model' },
    provider: 'ofRequested',
    model: 'big model',
    thousandths: 5,
  },
  {
    rule: 'label',
    body: { rule: 'label', label: { key: 'team', value: 'core' }, provider: 'ofLabel', model: 'l' },
    provider: 'ofLabel',
    model: 'l',
    thousandths: 7,
  },
  {
    rule: 'task_type',
    body: { rule: 'task_type', task_type: 'code_generation', provider: 'ofTask', model: 't' },
    provider: 'ofTask',
    model: 't',
    thousandths: 11,
  },
  // Its version of the beginning is there already, with every organization.
  { rule: 'organization', body: null, provider: 'slow', model: null, thousandths: 13 },
] as const;
type Rule = (typeof RULES)[number];

const EXECUTION = {
  baseline: { provider: 'ofMessage', model: 'm' },
  requested_model: 'ofRequested/big model',
  labels: { team: 'core' },
};
const BEGINS = '2026-01-20T10:00:00.000000Z';
const ENDS = '2026-01-21T10:00:00.000000Z';
const AROUND = [
  '2026-01-20T09:59:59.999999Z',
  BEGINS,
  '2026-01-20T10:00:00.000001Z',
  '2026-01-21T09:59:59.999999Z',
  ENDS,
  '2026-01-21T10:00:00.000001Z',
];
const [EARLIER, LATER] = ['2026-01-10T00:00:00Z', '2026-01-25T00:00:00Z'];
const NOW = '2026-01-26T10:00:00.000Z';

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(organizationsOperations, database.api);
  const prices = RULES.map(({ provider, thousandths }) => [provider, thousandths] as const);
  for (const [provider, thousandths] of [...prices, ['next', 17] as const, ['fast', 1] as const]) {
    await createPrice(database, { provider, costPerUnit: `0.${String(thousandths).padStart(3, '0')}` });
  }
});
afterAll(() => database.drop());

async function setRule(id: string, body: object, from: string, until?: string): Promise<void> {
  const by = { subject: 'ann', now: NOW };
  const version = await api.result(createBaseline, {
    ...by,
    path: { id },
    body: { ...body, effective_date: from },
  });
  if (until === undefined) return;
  const path = { id, baseline_id: version.id };
  await api.result(endBaseline, { ...by, path, body: { end_date: until } });
}

/** Each execution has a size of its own, so that none passes for another. */
const tokensOf = (index: number) => 1000 * (index + 1);
const storeAround = (id: string) =>
  store(
    database,
    id,
    AROUND.map((start_time, index) => ({ ...EXECUTION, start_time, tokens_used: tokensOf(index) })),
  );

async function stored(id: string): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    `select baseline_rule as rule, baseline_provider as provider, baseline_model as model,
       trim_scale(baseline_cost)::text as cost, unpriced_reason as reason
     from task_executions where organization_id = $1 order by start_time`,
    [id],
  );
  return rows;
}

/** The prices are of a thousandth of a dollar each, and the sizes whole thousands. */
const expectedOf = (rules: readonly Omit<Rule, 'body'>[]) =>
  rules.map(({ rule, provider, model, thousandths }, index) => ({
    rule,
    provider,
    model,
    cost: String((index + 1) * thousandths),
    reason: null,
  }));

const WAYS = [
  [
    'the rules are there before the executions',
    async (id: string, set: () => Promise<void>) => {
      await set();
      await storeAround(id);
    },
  ],
  [
    'the rules are set when the executions are stored',
    async (id: string, set: () => Promise<void>) => {
      await storeAround(id);
      expect(await stored(id)).toEqual(expectedOf(AROUND.map(() => RULES[4])));
      await set();
      await recalculate(database.pricing, { timeIsUp: () => false });
      expect(await drift(database, 'current_measures')).toEqual([]);
    },
  ],
] as const;

const PAIRS = RULES.flatMap((higher, index) =>
  RULES.slice(index + 1).map((lower) => ({ higher, lower, pair: `${higher.rule} before ${lower.rule}` })),
);

describe.each(WAYS)('%s', (_, inTurn) => {
  test.each(PAIRS)(
    '$pair: the first applies from the microsecond at which it begins until that at which it ends',
    async ({ higher, lower }) => {
      const id = await createOrganization(database, { members: { ann: 'admin' } });
      await inTurn(id, async () => {
        if (lower.body) await setRule(id, lower.body, EARLIER, LATER);
        if (higher.body) await setRule(id, higher.body, BEGINS, ENDS);
      });
      expect(await stored(id)).toEqual(expectedOf([lower, higher, higher, higher, lower, lower]));
    },
  );

  test.each(PAIRS)(
    '$pair: where the second begins and ends, the first goes on to apply',
    async ({ higher, lower }) => {
      const id = await createOrganization(database, { members: { ann: 'admin' } });
      await inTurn(id, async () => {
        if (higher.body) await setRule(id, higher.body, EARLIER, LATER);
        if (lower.body) await setRule(id, lower.body, BEGINS, ENDS);
        else await setRule(id, { rule: 'organization', provider: 'next', model: 'n' }, BEGINS);
      });
      expect(await stored(id)).toEqual(expectedOf(AROUND.map(() => higher)));
    },
  );
});
