import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { listPriceChanges } from '../../../lambdas/pricing/changes/contract.ts';
import { correctPrice } from '../../../lambdas/pricing/corrections/contract.ts';
import { priceHistory } from '../../../lambdas/pricing/history/contract.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { createPrice, getPrice, listPrices } from '../../../lambdas/pricing/prices/contract.ts';
import { getRecalculation, listRecalculations } from '../../../shared/recalculation/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { acmePrice } from '../../support/price-book.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
/** Ann's has contracts; Eve has an organization of her own without any. */
let anns: string;
let eves: string;
let priceId: string;
let supersededId: string;
let recalculationId: string;
let dryRunId: string;

const operator = { operator: true, subject: 'olga' };

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(pricingOperations, database.api);
  anns = await createOrganization(database, { members: { ann: 'admin', vic: 'viewer' } });
  eves = await createOrganization(database, { members: { eve: 'admin' } });
  const ann = { subject: 'ann' };
  const body = { ...acmePrice, organization_id: anns, source: 'contract' };
  const wrong = await api.result(createPrice, { ...ann, body });
  const fields = { cost_per_unit: '5', reason: 'a secret rate' };
  const corrected = await api.result(correctPrice, { ...ann, path: { id: wrong.id }, body: fields });
  const tried = await api.result(correctPrice, {
    ...ann,
    path: { id: corrected.price?.id ?? '' },
    body: { ...fields, cost_per_unit: '6', dry_run: true },
  });
  supersededId = wrong.id;
  priceId = corrected.price?.id ?? '';
  recalculationId = corrected.recalculation.id;
  dryRunId = tried.recalculation.id;
  await api.result(createPrice, { ...operator, body: acmePrice });
});
afterAll(() => database.drop());

const lists = [
  ['prices', listPrices, (body: object) => ('prices' in body ? body.prices : undefined), 1, 1],
  ['history', priceHistory, (body: object) => ('versions' in body ? body.versions : undefined), 2, 1],
  ['changes', listPriceChanges, (body: object) => ('changes' in body ? body.changes : undefined), 1, 0],
] as const;

describe.each(lists)('the list of %s', (_name, route, itemsOf, contracts, listed) => {
  const count = async (by: object, organization_id?: string): Promise<number> => {
    const query = { provider: 'acme', ...(organization_id === undefined ? {} : { organization_id }) };
    const { body } = await api.call({ ...by, route: route.path, query });
    const items = typeof body === 'object' && body !== null ? itemsOf(body) : undefined;
    if (!Array.isArray(items)) throw new Error(JSON.stringify(body));
    return items.length;
  };

  test('has contracts only for those who name an organization of theirs, and operators', async () => {
    expect(await count({ subject: 'vic' }, anns)).toBe(contracts + listed);
    expect(await count(operator, anns)).toBe(contracts + listed);
    expect(await count({ subject: 'vic' })).toBe(listed);
    expect(await count(operator)).toBe(listed);
    expect(await count({ subject: 'eve' })).toBe(listed);
    expect(await count({ subject: 'eve' }, eves)).toBe(listed);
    expect(await count(operator, eves)).toBe(listed);
  });

  test("of another's organization answers as of one that there is not", async () => {
    const of = (organization_id: string) =>
      api.call({ subject: 'eve', route: route.path, query: { provider: 'acme', organization_id } });
    const others = await of(anns);
    expect(others.status).toBe(404);
    expect(await of(randomUUID())).toEqual(others);
  });
});

test("another's contract answers as a price that there is not, whichever version", async () => {
  const get = (id: string, subject: string) => api.call({ subject, route: getPrice.path, path: { id } });
  for (const id of [priceId, supersededId]) {
    expect(await get(id, 'vic')).toMatchObject({ status: 200, body: { organization_id: anns } });
    const others = await get(id, 'eve');
    expect(others.status).toBe(404);
    expect(others).toEqual(await get(randomUUID(), 'eve'));
  }
});

test("another's recalculation answers as one that there is not, also within an organization of one's own", async () => {
  const get = (id: string, organization_id: string, by: object) =>
    api.call({ ...by, route: getRecalculation.path, path: { id }, query: { organization_id } });
  for (const id of [recalculationId, dryRunId]) {
    expect(await get(id, anns, { subject: 'vic' })).toMatchObject({ status: 200 });
    for (const [organization, by] of [
      [anns, { subject: 'eve' }],
      [eves, { subject: 'eve' }],
      [eves, operator],
    ] as const) {
      const others = await get(id, organization, by);
      expect(others.status).toBe(404);
      expect(others).toEqual(await get(randomUUID(), organization, by));
    }
  }
  const { recalculations } = await api.result(listRecalculations, {
    subject: 'eve',
    query: { organization_id: eves },
  });
  expect(recalculations.filter(({ organization_id }) => organization_id === anns)).toEqual([]);
});
