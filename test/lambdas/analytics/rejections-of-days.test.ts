import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  messageCounts,
  rejectionGroups,
  rejectionsPage,
} from '../../../lambdas/analytics/rejections/rejections.statement.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
/** Null: of the messages that named no organization. */
const organizations: (string | null)[] = [null];
const range = { start: '2026-01-19', end: '2026-01-20' };
const local = { ...range, timeZone: 'America/New_York' };
const anyRejection = { reason: null, path: null, source: null, beforeTime: null, beforeId: null, limit: 100 };
// Around both ends of the 19th and 20th in New York.
const before = '2026-01-19T04:59:59.999999Z';
const first = '2026-01-19T05:00:00Z';
const last = '2026-01-21T04:59:59.999999Z';
const after = '2026-01-21T05:00:00Z';

/** Each has as many as its place says, of each instant and day. */
beforeAll(async () => {
  database = await createTestDatabase();
  organizations.push(await createOrganization(database), await createOrganization(database));
  for (const [index, id] of organizations.entries()) {
    for (const [at, detail] of [
      [before, 'z'],
      [first, 'b'],
      [last, 'a'],
      [after, 'z'],
    ]) {
      await database.admin.query(
        `insert into ingest_rejections (message_id, organization_id, reason, detail, source, received_at)
         select gen_random_uuid()::text, $1, 'invalid_message', $2, '/test', $3 from generate_series(1, $4)`,
        [id, detail, at, index + 1],
      );
    }
    await database.admin.query(
      `insert into ingest_counts (organization_id, day, source, received, stored, repeated, rejected)
       select $1, day::date, '/test', 6 * $2, 3 * $2, 2 * $2, $2
       from generate_series('2026-01-18'::timestamp, '2026-01-21', '1 day') as day`,
      [id, index + 1],
    );
  }
});
afterAll(() => database.drop());

test.each([0, 1, 2])('organization %i of 3 has the messages of its days, and no other', async (index) => {
  const organizationId = organizations[index];
  const often = index + 1;
  await database.unbound.transaction(async (transaction) => {
    expect(await messageCounts.one(transaction, { organizationId, ...range })).toEqual({
      received: 12 * often,
      stored: 6 * often,
      repeated: 4 * often,
      rejected: 2 * often,
    });
    const groups = await rejectionGroups.run(transaction, { organizationId, ...local, mostGroups: 10 });
    expect(groups).toMatchObject([{ rejections: 2 * often, detail: 'a' }]);
    const [group] = groups;
    expect(new Date(group?.first_received_at ?? '').toISOString()).toBe('2026-01-19T05:00:00.000Z');
    expect(new Date(group?.last_received_at ?? '').toISOString()).toBe('2026-01-21T04:59:59.999Z');
    const page = await rejectionsPage.run(transaction, { organizationId, ...local, ...anyRejection });
    expect(page.map(({ detail }) => detail)).toEqual([
      ...Array<string>(often).fill('a'),
      ...Array<string>(often).fill('b'),
    ]);
  });
});

test('where no message came, everything is 0', async () => {
  const organizationId = await createOrganization(database);
  const counts = await database.unbound.transaction((transaction) =>
    messageCounts.one(transaction, { organizationId, ...range }),
  );
  expect(counts).toEqual({ received: 0, stored: 0, repeated: 0, rejected: 0 });
});
