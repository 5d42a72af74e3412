import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLiveTicket } from '../../../lambdas/live/contract.ts';
import { MOST_CONNECTIONS, MOST_OF_A_PERSON } from '../../../shared/live/contract.ts';
import { liveOperations } from '../../../lambdas/live/operations.ts';
import { hashOfTicket } from '../../../shared/live/ticket.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const URL = 'wss://live.example/live';
const NOW = '2026-01-26T10:00:00.000Z';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf((of) => liveOperations(of, URL), database.api);
});
afterAll(() => database.drop());

const ask = (organizationId: string, now = NOW) =>
  api.result(createLiveTicket, { body: { organization_id: organizationId }, now });
const stored = async (organizationId: string) =>
  (
    await database.admin.query(
      'select ticket_hash, subject, expires_at from live_tickets where organization_id = $1 order by expires_at',
      [organizationId],
    )
  ).rows;

test('a member gets a ticket of 256 bits for a minute, of which only the hash is kept', async () => {
  const id = await createOrganization(database);
  const { ticket, ...rest } = await ask(id);
  expect(rest).toEqual({ expires_at: '2026-01-26T10:01:00.000Z', url: URL });
  expect(Buffer.from(ticket, 'base64url')).toHaveLength(32);
  expect(await stored(id)).toEqual([
    { ticket_hash: hashOfTicket(ticket), subject: 'alice', expires_at: new Date('2026-01-26T10:01:00Z') },
  ]);
});

test('no two tickets are the same, and those that expired go with the next one', async () => {
  const id = await createOrganization(database);
  const first = await ask(id);
  const second = await ask(id);
  expect(first.ticket).not.toBe(second.ticket);
  expect(await stored(id)).toHaveLength(2);
  const third = await ask(id, '2026-01-26T10:01:00.000Z');
  expect((await stored(id)).map((row) => row.ticket_hash)).toEqual([hashOfTicket(third.ticket)]);
});

test.each([
  ['a stranger', { subject: 'mallory' }],
  ['an operator who is no member', { subject: 'oscar', operator: true }],
])('%s gets none', async (_name, caller) => {
  const id = await createOrganization(database);
  const problem = await api.problem(createLiveTicket, { ...caller, body: { organization_id: id } });
  expect(problem).toMatchObject({ status: 404, errors: [{ field: 'organization_id' }] });
  expect(await stored(id)).toEqual([]);
});

test('an organization that has all its connections gets no ticket, and a page can tell why', async () => {
  const [full, other] = [await createOrganization(database), await createOrganization(database)];
  await database.admin.query(
    `insert into live_connections (connection_id, organization_id, subject, connected_at, expires_at)
     select $1::text || n, $1::uuid, 'bob', $2, $2::timestamptz + interval '2 hours' from generate_series(1, $3) as n`,
    [full, NOW, MOST_CONNECTIONS],
  );
  const problem = await api.problem(createLiveTicket, { body: { organization_id: full }, now: NOW });
  expect(problem).toMatchObject({ status: 429, type: 'urn:payback:problem:too-many-connections' });
  await ask(other);
  // Connections whose end was not reported count for no longer than they can have lasted.
  await ask(full, '2026-01-26T12:00:00.000Z');
});

test('nor does a person who has all of theirs, while others do', async () => {
  const id = await createOrganization(database, { members: { alice: 'viewer', bob: 'viewer' } });
  await database.admin.query(
    `insert into live_connections (connection_id, organization_id, subject, connected_at, expires_at)
     select $1::text || n, $1::uuid, 'alice', $2, $2::timestamptz + interval '2 hours' from generate_series(1, $3) as n`,
    [id, NOW, MOST_OF_A_PERSON],
  );
  const body = { organization_id: id };
  expect(await api.problem(createLiveTicket, { body, now: NOW })).toMatchObject({ status: 429 });
  await api.result(createLiveTicket, { body, now: NOW, subject: 'bob' });
});

test.each([
  [{}, 'organization_id'],
  [{ organization_id: 'initech' }, 'organization_id'],
  [{ organization_id: '0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f', ticket: 'mine' }, 'ticket'],
])('%j is refused by the name of what is wrong', async (body, field) => {
  const problem = await api.problem(createLiveTicket, { body });
  expect(problem).toMatchObject({ status: 400, errors: [{ field }] });
});
