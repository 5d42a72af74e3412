import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { correctPrice } from '../../../lambdas/pricing/corrections/contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { getRecalculation, listRecalculations } from '../../../shared/recalculation/contract.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { withFigures } from '../../support/recalculations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
/** Of Ann, a day ahead of Bob's. */
let kiritimati: string;
let honolulu: string;
let correctionId: string;

const operator = { operator: true, subject: 'olga' };
const run = (batches = Infinity) => {
  let left = batches;
  return recalculate(database.pricing, { timeIsUp: () => left-- <= 0, batchSize: 1 });
};

/** A list price, halved, and an organization on either end of the calendar. */
beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(pricingOperations, database.api);
  kiritimati = await createOrganization(database, {
    timeZone: 'Pacific/Kiritimati',
    members: { ann: 'viewer' },
  });
  honolulu = await createOrganization(database, { timeZone: 'Pacific/Honolulu', members: { bob: 'viewer' } });
  const id = await createPrice(database, { provider: 'fast', costPerUnit: '0.002' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.003' });
  await store(database, kiritimati, [
    { start_time: '2025-12-31T09:59:59Z' },
    { start_time: '2025-12-31T10:00:00Z' },
    { start_time: '2026-01-20T10:00:00Z', success: false },
    { start_time: '2026-01-20T10:00:00Z', provider: 'slow' },
  ]);
  await store(database, honolulu, [{ start_time: '2026-01-01T09:59:59Z', tokens_used: 333 }]);
  const body = { cost_per_unit: '0.001', reason: 'doubled by mistake' };
  const { recalculation } = await api.result(correctPrice, { ...operator, path: { id }, body });
  correctionId = recalculation.id;
});
afterAll(() => database.drop());

const get = (by: object, organization_id?: string, now?: string) =>
  api.result(getRecalculation, {
    ...by,
    ...(now === undefined ? {} : { now }),
    path: { id: correctionId },
    query: organization_id === undefined ? {} : { organization_id },
  });

test('progress goes from 0 to 1 as batches are done, each organization its own', async () => {
  expect(await get(operator)).toMatchObject({ status: 'queued', progress: 0, finished_at: null });
  const progress: number[] = [];
  let status = 'queued';
  while (status !== 'completed') {
    await run(2);
    const { status: current, progress: share } = await get(operator);
    status = current;
    progress.push(share);
  }
  expect(progress.length).toBeGreaterThan(2);
  expect(progress).toEqual([...progress].sort((left, right) => left - right));
  expect(progress.at(0)).toBeLessThan(1);
  expect(progress.at(-1)).toBe(1);
});

test('a member sees the part of its organization, by the months that it reports in', async () => {
  const part = await get({ subject: 'ann' }, kiritimati);
  expect(part).toMatchObject({
    organization_id: null,
    price_id: expect.any(String),
    reason: 'doubled by mistake',
    executions_examined: 3,
    executions_changed: 3,
    actual_cost_before: 6,
    actual_cost_after: 3,
    savings_before: 2,
    savings_after: 4,
  });
  expect(part.restated).toMatchObject([
    { month: '2025-12-01', closed: true, executions_changed: 1, actual_cost_after: 1 },
    { month: '2026-01-01', closed: false, executions_changed: 2, savings_before: 1, savings_after: 2 },
  ]);
  expect(await get({ subject: 'bob' }, honolulu)).toMatchObject({
    executions_changed: 1,
    actual_cost_before: 0.67,
    exact: { actual_cost_before: '0.666000000000', actual_cost_after: '0.333000000000' },
    restated: [{ month: '2025-12-01' }],
  });
});

test('an operator sees all organizations together', async () => {
  const all = await get(operator);
  expect(all).toMatchObject({ executions_changed: 4, exact: { actual_cost_before: '6.666000000000' } });
  expect(
    withFigures(all).restated.map(({ month, executions_changed }) => [month, executions_changed]),
  ).toEqual([
    ['2025-12-01', 2],
    ['2026-01-01', 2],
  ]);
});

test('an operator who is no member sees how far it is in one, and no figures', async () => {
  const { id, status, progress } = await get({ subject: 'bob' }, honolulu);
  expect(await get(operator, honolulu)).toMatchObject({
    id,
    status,
    progress,
    figures_withheld: 'no_member',
    executions_examined: null,
    executions_changed: null,
    savings_after: null,
    exact: null,
    restated: null,
  });
});

test('an operator sees no sum less what is their own that is of one organization', async () => {
  const member = { operator: true, subject: 'ann' };
  expect(await get(member)).toMatchObject({ figures_withheld: 'one_organization', executions_changed: null });
  expect(await get(member, kiritimati)).toMatchObject({ figures_withheld: null, executions_changed: 3 });
});

test.each([
  // Midnight of February in Kiritimati (UTC+14), and in Honolulu (UTC-10).
  ['2026-01-31T09:59:59Z', false, 'kiritimati'],
  ['2026-01-31T10:00:00Z', true, 'kiritimati'],
  ['2026-01-01T09:59:59Z', false, 'honolulu'],
  ['2026-01-01T10:00:00Z', true, 'honolulu'],
  ['2026-01-01T09:59:59Z', false, undefined],
  ['2026-01-01T10:00:00Z', true, undefined],
])('at %s, it is %s that the month is over in %s', async (now, closed, where) => {
  const id = where === 'kiritimati' ? kiritimati : where === 'honolulu' ? honolulu : undefined;
  const who =
    where === 'kiritimati' ? { subject: 'ann' } : where === 'honolulu' ? { subject: 'bob' } : operator;
  const { restated } = withFigures(await get(who, id, now));
  const month = restated[where === 'kiritimati' ? 1 : 0];
  expect(month?.closed).toBe(closed);
});

test('the list is of what concerns the organization, newest first, page after page', async () => {
  const untouched = await createOrganization(database, { members: { cy: 'viewer' } });
  const request = async (organizationId: string | null, cause: string) => {
    const { rows } = await database.admin.query(
      "select request_recalculation($1, $2, null, '2026-01-01', 'infinity', null, null, null, 'test') as id",
      [organizationId, cause],
    );
    return String(rows[0]?.id);
  };
  const baseline = await request(kiritimati, 'baseline_change');
  const ofOther = await request(honolulu, 'baseline_change');
  await run();
  const queued = await request(null, 'price_feed');

  const idsOf = async (by: object, query: Record<string, string>): Promise<string[]> => {
    const page = await api.result(listRecalculations, { ...by, query: { limit: '1', ...query } });
    const ids = page.recalculations.map(({ id }) => id);
    if (page.next_cursor === null) return ids;
    return [...ids, ...(await idsOf(by, { ...query, cursor: page.next_cursor }))];
  };
  expect(await idsOf({ subject: 'ann' }, { organization_id: kiritimati })).toEqual([
    queued,
    baseline,
    correctionId,
  ]);
  expect(await idsOf({ subject: 'cy' }, { organization_id: untouched })).toEqual([queued]);
  expect(await idsOf(operator, {})).toEqual([queued, ofOther, baseline, correctionId]);
  expect(await idsOf(operator, { organization_id: honolulu })).toEqual([queued, ofOther, correctionId]);
});

test('an organization has to be named, except by operators', async () => {
  const list = await api.problem(listRecalculations, { subject: 'ann' });
  expect(list).toMatchObject({ status: 400, errors: [{ parameter: 'organization_id' }] });
  const one = await api.problem(getRecalculation, { subject: 'ann', path: { id: correctionId } });
  expect(one).toMatchObject({ status: 400, errors: [{ parameter: 'organization_id' }] });
});

test('a recalculation of all times has neither a start nor an end', async () => {
  const { rows } = await database.admin.query(
    `select request_recalculation($1, 'baseline_change', null, '-infinity', 'infinity', null, null, null, 'test') as id`,
    [kiritimati],
  );
  const found = await api.result(getRecalculation, {
    subject: 'ann',
    path: { id: String(rows[0].id) },
    query: { organization_id: kiritimati },
  });
  expect(found).toMatchObject({ start_time: null, end_time: null });
});
