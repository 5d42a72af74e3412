import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MOST_CONNECTIONS, MOST_OF_A_PERSON } from '../../../shared/live/contract.ts';
import { databaseRegistry } from '../../../lambdas/live-registry/registry.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { after, liveDatabase, START } from '../../support/live-database.ts';

let database: TestDatabase;
let live: ReturnType<typeof liveDatabase>;

beforeAll(async () => {
  database = await createTestDatabase();
  live = liveDatabase(database);
});
afterAll(() => database.drop());

const connect = (ticketHash: Buffer, connectionId: string, now = START) =>
  live.registry.connect({ ticketHash, connectionId, now });

test('a ticket connects once', async () => {
  const id = await createOrganization(database);
  const ticket = await live.ticket(id);
  expect(await connect(ticket, 'first')).toMatchObject({ outcome: 'connected' });
  expect(await connect(ticket, 'second')).toMatchObject({ outcome: 'unknown_ticket' });
  expect(await live.connections(id)).toEqual(['first']);
  const { rows } = await database.admin.query(
    'select subject, connected_at, expires_at from live_connections where organization_id = $1',
    [id],
  );
  expect(rows).toEqual([{ subject: 'alice', connected_at: START, expires_at: after(2 * 3600_000) }]);
});

test('also when many connect with it at the same moment', async () => {
  const id = await createOrganization(database);
  const ticket = await live.ticket(id);
  const crowd = database.connectAs('payback_live', { connections: 8 });
  const registry = databaseRegistry(crowd);
  const results = await Promise.all(
    Array.from({ length: 24 }, (_, index) =>
      registry.connect({ ticketHash: ticket, connectionId: `crowd-${index}`, now: START }),
    ),
  );
  await crowd.end();
  expect(results.filter(({ outcome }) => outcome === 'connected')).toHaveLength(1);
  expect(await live.connections(id)).toHaveLength(1);
});

test.each([
  [59_999, 'connected'],
  [60_000, 'unknown_ticket'],
])('%i ms after it was given: %s', async (age, outcome) => {
  const ticket = await live.ticket(await createOrganization(database));
  expect(await connect(ticket, `aged-${age}`, after(age))).toMatchObject({ outcome });
});

test('a ticket that was never given connects nobody', async () => {
  expect(await connect(Buffer.alloc(32), 'guess')).toMatchObject({ outcome: 'unknown_ticket' });
});

test('whoever is no member any more is not let in, and the ticket is used up', async () => {
  const id = await createOrganization(database);
  const ticket = await live.ticket(id);
  await database.admin.query('delete from memberships where organization_id = $1', [id]);
  expect(await connect(ticket, 'left')).toMatchObject({ outcome: 'no_member' });
  expect(await connect(ticket, 'left')).toMatchObject({ outcome: 'unknown_ticket' });
  expect(await live.connections(id)).toEqual([]);
});

test('an organization has no more connections than the limit, however many come at once', async () => {
  const id = await createOrganization(database);
  const other = await createOrganization(database);
  for (let index = 3; index < MOST_CONNECTIONS; index += 1) {
    await live.connection(id, `limit-${index}`, START, `subject-${index}`);
  }
  const tickets = await Promise.all(Array.from({ length: 12 }, () => live.ticket(id)));
  const crowd = database.connectAs('payback_live', { connections: 8 });
  const registry = databaseRegistry(crowd);
  const results = await Promise.all(
    tickets.map((ticketHash, index) =>
      registry.connect({ ticketHash, connectionId: `rush-${index}`, now: START }),
    ),
  );
  await crowd.end();
  expect(results.map(({ outcome }) => outcome).sort()).toEqual([
    ...Array.from({ length: 3 }, () => 'connected'),
    ...Array.from({ length: 9 }, () => 'too_many_connections'),
  ]);
  expect(await live.connections(id)).toHaveLength(MOST_CONNECTIONS);
  expect(await connect(await live.ticket(other), 'elsewhere')).toMatchObject({ outcome: 'connected' });
  // Two hours on they are all over, whether anybody said so or not.
  const late = await live.ticket(id, 'alice', after(3 * 3600_000));
  expect(await connect(late, 'late', after(2 * 3600_000))).toMatchObject({ outcome: 'connected' });
});

test('a person has no more of them than their limit, however many come at once, and leaves the others theirs', async () => {
  const members = { alice: 'viewer', bob: 'viewer' } as const;
  const id = await createOrganization(database, { members });
  const other = await createOrganization(database, { members });
  const tickets = await Promise.all(Array.from({ length: MOST_OF_A_PERSON + 5 }, () => live.ticket(id)));
  const crowd = database.connectAs('payback_live', { connections: 8 });
  const registry = databaseRegistry(crowd);
  const results = await Promise.all(
    tickets.map((ticketHash, index) =>
      registry.connect({ ticketHash, connectionId: `mine-${index}`, now: START }),
    ),
  );
  await crowd.end();
  expect(results.filter(({ outcome }) => outcome === 'connected')).toHaveLength(MOST_OF_A_PERSON);
  expect(results.filter(({ outcome }) => outcome === 'too_many_connections')).toHaveLength(5);
  expect(await connect(await live.ticket(id, 'bob'), 'of-bob')).toMatchObject({ outcome: 'connected' });
  expect(await connect(await live.ticket(other), 'there')).toMatchObject({ outcome: 'connected' });
});

test('tells whether a watch is at work', async () => {
  const id = await createOrganization(database);
  const watched = async (name: string, now: Date) =>
    (await connect(await live.ticket(id), name, now)).watched;
  expect(await watched('unwatched', START)).toBe(false);
  await live.registry.look({ watchId: 'w', begin: true, now: START });
  expect(await watched('watched', after(1_000))).toBe(true);
  expect(await watched('abandoned', after(10_000))).toBe(false);
});
