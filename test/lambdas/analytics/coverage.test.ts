import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { getCoverage } from '../../../lambdas/analytics/coverage/contract.ts';
import { dayOf } from '../../../shared/figures/days.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { savingsSummary } from '../../../lambdas/analytics/savings-summary/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000000123457' });
  await createPrice(database, {
    provider: 'slow',
    costPerUnit: '0.000002',
    pricingModel: 'per_output_token',
  });
  await createPrice(database, { provider: 'gpu', costPerUnit: '0.5', pricingModel: 'per_compute_unit' });
  await createPrice(database, { provider: 'dear', costPerUnit: '9999999' });
});
afterAll(() => database.drop());

async function onlyGroup(baseline: string | null, fields: Readonly<Record<string, unknown>>) {
  const organization_id = await createOrganization(database, { baseline });
  await store(database, organization_id, [{ model: 'm-1', ...fields }]);
  const { groups, ...rest } = await api.result(getCoverage, { query: { organization_id } });
  expect(groups).toHaveLength(1);
  expect(rest).toMatchObject({ coverage: { executions: 1, unpriced: 1 }, unlisted_executions: 0 });
  return groups[0];
}

describe('each reason says what to do', () => {
  test.each([
    [
      'actual_price_missing',
      'slow',
      { provider: 'new' },
      /^Add a price for new m-1: POST \/api\/v1\/pricing\.$/,
    ],
    ['actual_token_split_missing', 'fast', { provider: 'slow' }, /^Send input_tokens .* of slow m-1 depends/],
    [
      'actual_compute_units_missing',
      'fast',
      { provider: 'gpu' },
      /^Send compute_units .* of gpu m-1 depends/,
    ],
    ['actual_cost_out_of_range', 'fast', { provider: 'dear', tokens_used: 1e6 }, /price of dear m-1,/],
    ['baseline_not_set', null, {}, /^Set what the organization would use .*PATCH \/api\/v1\/organizations/],
    ['baseline_price_missing', 'new', {}, /^Add a price for the baseline, new \(no model\): POST/],
    ['baseline_token_split_missing', 'slow', {}, /of fast m-1: the price of its baseline, slow \(no model\)/],
    ['baseline_compute_units_missing', 'gpu', {}, /of fast m-1: the price of its baseline, gpu \(no model\)/],
    ['baseline_cost_out_of_range', 'dear', { tokens_used: 1e6 }, /price of dear \(no model\),/],
  ])('%s', async (reason, baseline, fields, remedy) => {
    const group = await onlyGroup(baseline, fields);
    expect(group?.reason).toBe(reason);
    expect(group?.remedy).toMatch(remedy);
    const named = reason.startsWith('baseline') && baseline !== null;
    expect(group?.baseline).toEqual(named ? { provider: baseline, model: null } : null);
  });
});

test('groups tell usage and time, the worst first, and never an amount', async () => {
  const organization_id = await createOrganization(database);
  const start_time = '2026-01-22T10:00:00Z';
  await store(database, organization_id, [
    { tokens_used: 7 },
    { provider: 'new', model: 'a', tokens_used: 10, start_time },
    { provider: 'new', tokens_used: 20 },
    { provider: 'new', tokens_used: 30, start_time, success: false },
    { provider: 'new', input_tokens: 5, cache_read_tokens: 4, output_tokens: 3, tokens_used: 8 },
    { tokens_used: 9, input_tokens: 1, output_tokens: 8 },
  ]);
  const { groups } = await api.result(getCoverage, { query: { organization_id } });
  expect(groups.map(({ remedy: _remedy, ...group }) => group)).toEqual([
    {
      provider: 'new',
      model: null,
      reason: 'actual_price_missing',
      baseline: null,
      executions: 3,
      tokens_used: 58,
      input_tokens: 5,
      cache_read_tokens: 4,
      cache_write_tokens: null,
      output_tokens: 3,
      first_start_time: '2026-01-20T10:00:00.000Z',
      last_start_time: '2026-01-22T10:00:00.000Z',
    },
    expect.objectContaining({ provider: 'fast', reason: 'baseline_token_split_missing', tokens_used: 7 }),
    expect.objectContaining({ provider: 'new', model: 'a', executions: 1, input_tokens: null }),
  ]);
});

test('a producer that makes models up gets an answer all the same', async () => {
  const organization_id = await createOrganization(database);
  const once = Array.from({ length: 203 }, (_, index) => ({ provider: 'new', model: `made-up-${index}` }));
  await store(database, organization_id, [...once, { provider: 'new', model: 'made-up-0' }]);
  const { groups, ...answer } = await api.result(getCoverage, { query: { organization_id } });
  expect(groups).toHaveLength(200);
  expect(groups[0]).toMatchObject({ model: 'made-up-0', executions: 2 });
  expect(answer).toMatchObject({ coverage: { unpriced: 204 }, unlisted_executions: 3 });
});

test('what retention has removed is counted, but no longer told apart', async () => {
  const organization_id = await createOrganization(database);
  await store(database, organization_id, [{ provider: 'new' }, { provider: 'new' }]);
  await database.admin.query('delete from task_executions where organization_id = $1', [organization_id]);
  const answer = await api.result(getCoverage, { query: { organization_id } });
  expect(answer).toMatchObject({
    coverage: { executions: 2, unpriced: 2 },
    groups: [],
    unlisted_executions: 2,
  });
});

const ZONE = 'America/New_York';
const executions = fc.array(
  fc
    .record({
      provider: fc.constantFrom('fast', 'slow', 'new', 'gpu'),
      model: fc.constantFrom(null, 'm-1'),
      success: fc.boolean(),
      tokens_used: fc.nat(1000),
      split: fc.boolean(),
      minutes: fc.nat(6 * 24 * 60),
    })
    .map(({ split, minutes, ...fields }) => ({
      ...fields,
      start_time: new Date(Date.parse('2026-01-20T00:00:00Z') + minutes * 60_000).toISOString(),
      ...(split ? { input_tokens: 0, output_tokens: fields.tokens_used } : {}),
    })),
  { minLength: 1, maxLength: 40 },
);
interface Fields {
  readonly provider: string;
  readonly model: string | null;
  readonly tokens_used: number;
  readonly input_tokens?: number;
}

function reasonOf({ provider, input_tokens }: Fields): string | undefined {
  if (provider === 'new') return 'actual_price_missing';
  if (provider === 'gpu') return 'actual_compute_units_missing';
  if (input_tokens !== undefined) return undefined;
  return provider === 'slow' ? 'actual_token_split_missing' : 'baseline_token_split_missing';
}

/** Groups of an execution list as text that tells everything that was summed up. */
function expectedGroups(list: readonly Fields[]): string[] {
  const sums = new Map<string, { executions: number; tokens: number }>();
  for (const fields of list) {
    const reason = reasonOf(fields);
    if (reason === undefined) continue;
    const key = [fields.provider, fields.model, reason].join(' ');
    const { executions: count, tokens } = sums.get(key) ?? { executions: 0, tokens: 0 };
    sums.set(key, { executions: count + 1, tokens: tokens + fields.tokens_used });
  }
  return [...sums].map(([key, sum]) => `${key} ${sum.executions} ${sum.tokens}`).sort();
}

test('random executions: the same coverage as the summary, and groups that add up to it', async () => {
  const days = fc.tuple(fc.integer({ min: 19, max: 26 }), fc.integer({ min: 19, max: 26 }));
  await fc.assert(
    fc.asyncProperty(executions, days, async (list, [one, other]) => {
      const organization_id = await createOrganization(database, { timeZone: ZONE });
      await store(database, organization_id, list);
      const [start_date, end_date] = [Math.min(one, other), Math.max(one, other)].map(
        (day) => `2026-01-${day}`,
      );
      const query = { organization_id, start_date: start_date ?? '', end_date: end_date ?? '' };
      const answer = await api.result(getCoverage, { query });
      const summary = await api.result(savingsSummary, { query });
      expect(answer.coverage).toEqual(summary.coverage);
      expect(answer.unlisted_executions).toBe(0);

      const inRange = list.filter(({ start_time }) => {
        const day = dayOf(new Date(start_time), ZONE);
        return day >= query.start_date && day <= query.end_date;
      });
      const groups = answer.groups.map((group) =>
        [group.provider, group.model, group.reason, group.executions, group.tokens_used].join(' '),
      );
      expect(groups.sort()).toEqual(expectedGroups(inRange));
    }),
    { numRuns: 25 },
  );
});
test('cost based on disputed prices is counted, contracts left out', async () => {
  const organization_id = await createOrganization(database, { baseline: null });
  const listId = await createPrice(database, { provider: 'listed', costPerUnit: '0.001' });
  await createPrice(database, { provider: 'other', costPerUnit: '0.001' });
  await createPrice(database, { provider: 'agreed', costPerUnit: '0.001', organizationId: organization_id });
  // Contracts that do not price them: one of another model, and one that was wrong.
  await database.admin.query(
    `insert into provider_pricing (organization_id, provider, model, pricing_model, cost_per_unit, effective_date,
       source, created_by, superseded_at, superseded_by)
     values ($1, 'listed', 'n', 'per_token', 1, '2000-01-01', 'contract', 'test', null, null),
       ($1, 'listed', 'm', 'per_token', 1, '2000-01-01', 'contract', 'test', now(), $2)`,
    [organization_id, listId],
  );
  await database.admin.query(
    `insert into price_disputes (provider, model, pricing_model, above_input_tokens, cost_per_unit, price_source,
       other_cost_per_unit, other_source)
     select provider, 'm', unit, 0, 1, 'one', 2, 'another'
     from unnest(array['listed', 'agreed', 'unused']) as provider, unnest(array['per_token', 'per_request']) as unit`,
  );
  await store(
    database,
    organization_id,
    [
      { provider: 'listed', model: 'm' },
      { provider: 'listed', model: 'm', success: false },
      { provider: 'listed', model: 'n' },
      { provider: 'agreed', model: 'm' },
      { provider: 'other', model: 'm' },
    ].map((fields) => ({ tokens_used: 1000, ...fields })),
  );
  const { disputed } = await api.result(getCoverage, { query: { organization_id } });
  expect(disputed).toEqual({ executions: 2, actual_cost: 2, exact: { actual_cost: '2.000000000000' } });
});
