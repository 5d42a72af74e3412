import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import {
  createOrganization as create,
  getOrganization as get,
  listOrganizations as list,
  updateOrganization as update,
} from '../../../lambdas/organizations/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import type { Database } from '../../../shared/database/database.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(organizationsOperations, database.api);
});
afterAll(() => database.drop());

async function auditOf(organizationId: string): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    'select actor, action, details from audit_log where organization_id = $1 order by id',
    [organizationId],
  );
  return rows;
}

describe('creating', () => {
  const body = { name: 'Globex', time_zone: 'Europe/Berlin', baseline: { provider: 'slow', model: 'm-1' } };

  test('is for operators', async () => {
    expect(await api.problem(create, { body })).toMatchObject({ status: 403 });
  });

  test('gives an organization with its baseline from the beginning', async () => {
    const created = await api.result(create, {
      subject: 'olga',
      operator: true,
      body: { ...body, retention_days: 400 },
    });
    expect(created).toMatchObject({
      name: 'Globex',
      time_zone: 'Europe/Berlin',
      currency: 'USD',
      retention_days: 400,
      role: null,
      baseline: { provider: 'slow', model: 'm-1', effective_date: null },
    });
    expect(Number(created.review_threshold)).toBe(1);
    expect(await auditOf(created.id)).toMatchObject([
      { actor: 'olga', action: 'organization.created', details: { name: 'Globex' } },
    ]);
  });

  test.each(['UTC', 'Asia/Kolkata', 'Asia/Calcutta', 'Etc/GMT+5'])(
    'takes the time zone %s',
    async (time_zone) => {
      const request = { operator: true, body: { ...body, time_zone } };
      expect(await api.result(create, request)).toMatchObject({ time_zone });
    },
  );

  test.each([
    [{ ...body, time_zone: 'Mars/Olympus' }, 'time_zone', 'must be an IANA time zone'],
    [{ ...body, time_zone: '+02:00' }, 'time_zone', 'must be an IANA time zone'],
    [{ ...body, time_zone: 'PST' }, 'time_zone', 'must be an IANA time zone'],
    [{ ...body, time_zone: 'EUROPE/BERLIN' }, 'time_zone', 'in its usual spelling'],
    [{ ...body, name: '' }, 'name', '1 to 200 characters'],
    [{ ...body, name: 'a\0b' }, 'name', 'without U+0000'],
    [{ name: 'No baseline' }, 'baseline', ''],
    [
      { ...body, baseline: { provider: 'with\u0007bell' } },
      'baseline.provider',
      '1 to 100 printable characters',
    ],
    [{ ...body, retention_days: 1096 }, 'retention_days', '1 to 1095 days'],
    [{ ...body, review_threshold: '-1' }, 'review_threshold', 'not negative'],
    [{ ...body, colour: 'red' }, 'colour', 'is unknown'],
  ])('refuses %j naming %s', async (wrong, field, detail) => {
    const problem = await api.problem(create, { operator: true, body: wrong });
    expect(problem.status).toBe(400);
    expect(problem.errors).toEqual([{ field, detail: expect.stringContaining(detail) }]);
  });
});

describe('reading', () => {
  test('gives members their own, operators all, and everybody else nothing', async () => {
    const mine = await createOrganization(database, { name: 'A mine', members: { ann: 'admin' } });
    const other = await createOrganization(database, { name: 'B other', members: { bob: 'viewer' } });
    const ofAnn = await api.result(list, { subject: 'ann' });
    expect(ofAnn.organizations.map(({ id, role }) => [id, role])).toEqual([[mine, 'admin']]);
    const ofOperator = await api.result(list, { subject: 'olga', operator: true });
    expect(ofOperator.organizations.map(({ id }) => id)).toEqual(expect.arrayContaining([mine, other]));
    expect(await api.result(list, { subject: 'nobody' })).toEqual({ organizations: [], next_cursor: null });

    expect(await api.result(get, { subject: 'bob', path: { id: other } })).toMatchObject({ role: 'viewer' });
    expect(await api.result(get, { operator: true, path: { id: other } })).toMatchObject({ role: null });
  });

  test("another's organization answers exactly as an unknown one", async () => {
    const other = await createOrganization(database, { members: { bob: 'viewer' } });
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { name: 'Mine now' }],
    ] as const) {
      const request = { method, route: get.path, body, subject: 'ann' };
      const ofOther = await api.call({ ...request, path: { id: other } });
      expect(ofOther.status).toBe(404);
      expect(ofOther).toEqual(await api.call({ ...request, path: { id: randomUUID() } }));
    }
  });

  test('pages by name, and by id where names are the same', async () => {
    const members = { pat: 'viewer' } as const;
    for (const name of ['Same', 'Same', 'Same', 'Other'])
      await createOrganization(database, { name, members });
    const first = await api.result(list, { subject: 'pat', query: { limit: '2' } });
    const query = { limit: '2', cursor: first.next_cursor ?? '' };
    const second = await api.result(list, { subject: 'pat', query });
    expect(second.next_cursor).toBeNull();
    const all = [...first.organizations, ...second.organizations];
    expect(all.map(({ name }) => name)).toEqual(['Other', 'Same', 'Same', 'Same']);
    expect(new Set(all.map(({ id }) => id)).size).toBe(4);
  });
});

describe('changing', () => {
  const now = '2026-01-26T10:00:00.000Z';

  test('is for its admins and operators, not for viewers', async () => {
    const id = await createOrganization(database, { members: { ann: 'admin', vic: 'viewer' } });
    const body = { name: 'Renamed', retention_days: 30, review_threshold: '2.5' };
    expect(await api.problem(update, { subject: 'vic', path: { id }, body })).toMatchObject({ status: 403 });
    const updated = await api.result(update, { subject: 'ann', path: { id }, body });
    expect(updated).toMatchObject({ name: 'Renamed', retention_days: 30, time_zone: 'UTC' });
    expect(Number(updated.review_threshold)).toBe(2.5);
    await api.result(update, { subject: 'olga', operator: true, path: { id }, body: { name: 'Again' } });
    expect(await auditOf(id)).toMatchObject([
      { actor: 'ann', action: 'organization.updated', details: body },
      { actor: 'olga', details: { name: 'Again' } },
    ]);
  });

  test('to keep data for three years makes no partition: the job does, and ingest where it needs one', async () => {
    const id = await createOrganization(database, { members: { ann: 'admin' } });
    await database.admin.query('update organizations set retention_days = 30 where id = $1', [id]);
    const partitions = async () => {
      const { rows } = await database.admin.query(
        "select count(*)::integer as count from pg_inherits where inhparent = 'task_executions'::regclass",
      );
      return z.array(z.object({ count: z.number() })).parse(rows);
    };
    const before = await partitions();
    const request = { subject: 'ann', path: { id }, body: { retention_days: 1095 } };
    expect(await api.result(update, request)).toMatchObject({ retention_days: 1095 });
    expect(await partitions()).toEqual(before);
  });

  test('texts of tasks are not kept unless it says so, each by itself', async () => {
    const id = await createOrganization(database, { members: { ann: 'admin' } });
    const patch = (body: { keep_descriptions?: boolean; keep_error_messages?: boolean }) =>
      api.result(update, { subject: 'ann', path: { id }, body });
    expect(await api.result(get, { subject: 'ann', path: { id } })).toMatchObject({
      keep_descriptions: false,
      keep_error_messages: false,
    });
    expect(await patch({ keep_descriptions: true })).toMatchObject({
      keep_descriptions: true,
      keep_error_messages: false,
    });
    expect(await patch({ keep_error_messages: true })).toMatchObject({
      keep_descriptions: true,
      keep_error_messages: true,
    });
    expect(await patch({ keep_descriptions: false })).toMatchObject({
      keep_descriptions: false,
      keep_error_messages: true,
    });
    const request = { subject: 'ann', path: { id }, body: { keep_descriptions: 'yes' } };
    expect(await api.call({ method: 'PATCH', route: get.path, ...request })).toMatchObject({ status: 400 });
  });

  test('nothing at all is refused', async () => {
    const id = await createOrganization(database, { members: { ann: 'admin' } });
    const problem = await api.problem(update, { subject: 'ann', path: { id }, body: {} });
    expect(problem.detail).toContain('must change at least one of name, time_zone');
  });

  test('the time zone only works before the first execution', async () => {
    const id = await createOrganization(database, { members: { ann: 'admin' } });
    const request = { subject: 'ann', path: { id }, body: { time_zone: 'Asia/Tokyo' } };
    expect(await api.result(update, request)).toMatchObject({ time_zone: 'Asia/Tokyo' });
    await store(database, id, [{}]);
    expect(await api.result(update, request)).toMatchObject({ time_zone: 'Asia/Tokyo' });
    const problem = await api.problem(update, { ...request, body: { time_zone: 'UTC' } });
    expect(problem).toMatchObject({ status: 409, errors: [{ field: 'time_zone' }] });
  });

  test('a change of the time zone waits for the batch under way, and sees what it stored', async () => {
    const id = await createOrganization(database, { members: { ann: 'admin' } });
    const request = { subject: 'ann', path: { id }, body: { time_zone: 'Asia/Tokyo' } };
    // A partition made within the batch's transaction would need a second try, and so a transaction of its own.
    await database.admin.query("select ensure_partitions('2026-01-20Z', '2026-01-21Z')");
    const batch = database.connectAs('payback_ingest');
    const change = await batch.transaction(async (transaction) => {
      const uncommitted: Database = { ...batch, transaction: (work) => work(transaction) };
      await store({ ...database, ingest: uncommitted }, id, [{}]);
      const pending = api.problem(update, request);
      await Promise.race([pending, lockIsAwaited()]);
      // Wrapped: the promise itself would be awaited before the batch commits.
      return { pending };
    });
    await batch.end();
    expect(await change.pending).toMatchObject({ status: 409, errors: [{ field: 'time_zone' }] });
  });

  async function lockIsAwaited(): Promise<void> {
    const query = `select from pg_locks l join pg_database d on d.oid = l.database
      where l.locktype = 'advisory' and not l.granted and d.datname = current_database()`;
    while ((await database.admin.query(query)).rowCount === 0);
  }

  test('the baseline keeps what was compared before, and does not reach back behind the current one', async () => {
    const id = await createOrganization(database, { members: { ann: 'admin' } });
    const change = (baseline: object) => ({ subject: 'ann', now, path: { id }, body: { baseline } });
    const updated = await api.result(update, change({ provider: 'newer', model: 'm-2' }));
    expect(updated.baseline).toEqual({ provider: 'newer', model: 'm-2', effective_date: now });
    const { rows } = await database.admin.query(
      'select provider, end_date from organization_baselines where organization_id = $1 order by effective_date',
      [id],
    );
    expect(rows).toEqual([
      { provider: 'slow', end_date: new Date(now) },
      { provider: 'newer', end_date: null },
    ]);
    const problem = await api.problem(
      update,
      change({ provider: 'older', effective_date: '2026-01-26T10:00:00Z' }),
    );
    expect(problem).toMatchObject({ status: 409, errors: [{ field: 'baseline.effective_date' }] });
    const later = await api.result(update, change({ provider: 'newest', effective_date: '2026-02-01' }));
    expect(later.baseline.effective_date).toBe('2026-02-01T00:00:00.000Z');
  });
});
