import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { allRoutes } from '../../lib/routes.ts';
import { recalculate } from '../../shared/recalculation/recalculate.ts';
import type { Api } from '../support/api.ts';
import { store } from '../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { wholeApi } from './support/api.ts';
import { operationOf, specimens } from './support/specimens.ts';
import { createTenant, type Tenant } from './support/tenant.ts';

/** Operators who are no members help with settings and contracts, and see no figure of an organization. */

let database: TestDatabase;
let api: Api;
let tenant: Tenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = wholeApi(database.api);
  tenant = await createTenant(database, api, 'tenant');
  await database.admin.query('update organizations set producers_enforced = false');
});
afterAll(() => database.drop());

const routes = new Map(allRoutes.map((route) => [route.operationId, route]));
const operator = { subject: 'olga', operator: true } as const;
const admin = () => ({ subject: tenant.admin });
type Who = typeof operator | ReturnType<typeof admin>;

function ask(name: string, who: Who) {
  const route = routes.get(operationOf(name));
  const specimen = specimens[name];
  if (!route || !specimen) throw new Error(`there is no operation ${name}`);
  return api.call({ ...specimen.request(tenant), ...who, method: route.method, route: route.path });
}
const OPERATOR = 4;
const isRead = (name: string) => {
  const route = routes.get(operationOf(name));
  return route?.method === 'GET' || route?.reads === true;
};
const allowed = Object.entries(specimens)
  .filter(([, { statuses }]) => statuses[OPERATOR] < 300)
  .map(([name]) => name);
const reads = allowed.filter(isRead);

async function answers(who: Who) {
  const found = new Map<string, string>();
  for (const name of reads) found.set(name, (await ask(name, who)).text);
  return found;
}

/** More work, more of it by the sender, more of it to go, and recalculations that have changed something. */
async function work() {
  const more = Array.from({ length: 3 }, (_, index) => ({
    id: randomUUID(),
    provider: 'tenant-provider',
    tokens_used: 1_000_000 * (index + 1),
    duration_ms: 7_000,
  }));
  await store(database, tenant.organizationId, more);
  await database.admin.query(
    `insert into producer_totals (organization_id, principal, executions, last_received_at)
     values ($1, $2, 7, now())`,
    [tenant.organizationId, tenant.principal],
  );
  await database.admin.query(
    `insert into recalculation_pieces
       (recalculation_id, organization_id, start_time, end_time, executions_expected, executions_examined, completed_at)
     select id, $1, '2026-01-01', '2026-01-02', 7, 7, now() from recalculations where planned_at is not null
     on conflict do nothing`,
    [tenant.organizationId],
  );
  await database.admin.query(
    `insert into recalculation_days
     select id, $1, '2026-01-01', 7, 11, 13, 17, 19 from recalculations where planned_at is not null`,
    [tenant.organizationId],
  );
}

test('what they read is the same, however much an organization has done', async () => {
  await recalculate(database.pricing, { timeIsUp: () => false });
  await answers(operator);
  const [before, beforeOfAdmin] = [await answers(operator), await answers(admin())];
  await work();
  const [after, afterOfAdmin] = [await answers(operator), await answers(admin())];
  // The audit log tells of the reads above.
  const isLog = (name: string) => operationOf(name) === 'listAuditLog';
  for (const name of reads.filter((each) => !isLog(each))) {
    expect(`${name} ${after.get(name)}`).toBe(`${name} ${before.get(name)}`);
  }
  // What a member sees has changed, so there was something to see.
  const changed = reads.filter((name) => !isLog(name) && beforeOfAdmin.get(name) !== afterOfAdmin.get(name));
  expect(changed.map(operationOf)).toEqual(
    expect.arrayContaining(['listProducers', 'listRecalculations', 'getRecalculation']),
  );
});

/** What answers call figures; a price is none. */
const isFigure = (key: string) =>
  /(^|_)(costs?|savings|executions|tokens|requests)(_|$)/.test(key) &&
  !/cost_per_unit$|^actual_cost_source$|^above_input_tokens$/.test(key);
const json = z.json();
function figuresIn(value: z.output<typeof json>, key = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => figuresIn(each, key));
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([name, each]) => figuresIn(each, name));
  }
  // Nothing that several organizations have done adds up to nothing.
  return value !== null && Number(value) !== 0 && isFigure(key) ? [key] : [];
}

describe('no answer to them has a figure', () => {
  test('there are many', () => expect(allowed.length).toBeGreaterThan(35));
  // Public: what the API is, in which each name stands.
  test.each(allowed.filter((name) => name !== 'getOpenApi' && name !== 'listAuditLog'))(
    '%s',
    async (name) => {
      const own = await createTenant(database, api, `own-${randomUUID().slice(0, 8)}`);
      tenant = own;
      const { text, status } = await ask(name, operator);
      expect(status).toBeLessThan(300);
      expect(figuresIn(json.parse(text === '' ? null : JSON.parse(text)))).toEqual([]);
    },
  );
});

test('a dry run of a correction tells them that there is an answer, and members what it is', async () => {
  const body = { cost_per_unit: '0.002', reason: 'wrong', dry_run: true };
  const request = {
    path: { id: tenant.ids.price },
    body,
    method: 'POST' as const,
    route: '/api/v1/pricing/{id}/corrections',
  };
  const tried = await api.call({ ...request, ...operator });
  const shown = await api.call({ ...request, ...admin() });
  const recalculationIn = z.object({
    recalculation: z.looseObject({ status: z.string(), figures_withheld: z.string().nullable() }),
  });
  expect(recalculationIn.parse(JSON.parse(tried.text)).recalculation).toMatchObject({
    status: 'completed',
    figures_withheld: 'no_member',
    executions_changed: null,
    restated: null,
  });
  expect(recalculationIn.parse(JSON.parse(shown.text)).recalculation).toMatchObject({
    figures_withheld: null,
    executions_changed: 1,
  });
});
