import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ingest } from '../../../lambdas/ingest/ingest.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { createOrganization } from '../../support/fixture.ts';
import { body, message } from '../../support/messages.ts';
import { keepFor } from '../../support/retention.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test.each([
  ['UTC', 90, '2026-01-26T12:00:00Z', '2025-10-28T00:00:00.000Z', '2025-10-27T23:59:59.999Z'],
  ['Asia/Tokyo', 90, '2026-01-26T16:00:00Z', '2025-10-28T15:00:00.000Z', '2025-10-28T14:59:59.999Z'],
  ['America/Havana', 4, '2026-11-05T10:00:00Z', '2026-11-01T04:00:00.000Z', '2026-11-01T03:59:59.999Z'],
  ['America/Santiago', 4, '2026-09-10T10:00:00Z', '2026-09-06T04:00:00.000Z', '2026-09-06T03:59:59.999Z'],
])(
  '%s keeps %d days: at %s, %s is the first that is taken, and %s is too old',
  async (timeZone, days, at, kept, old) => {
    const organization_id = await createOrganization(database, { timeZone });
    await keepFor(database, organization_id, days);
    const clock = () => Date.parse(at);
    const send = (start_time: string) =>
      ingest([message(body({ organization_id, start_time, end_time: start_time }))], {
        database: database.ingest,
        organizationsOf: knownOrganizations(database.ingest, clock),
        allowedSenders: allowedSenders(database.ingest, clock),
        hashes: keyedHashes('test-secret'),
        now: clock,
        onFailure: (error) => {
          throw error;
        },
      });
    expect(await send(kept)).toMatchObject({ stored: 1 });
    expect(await send(old)).toMatchObject({ stored: 0, rejected: 1 });
    const { rows } = await database.admin.query(
      'select reason, path, detail from ingest_rejections where organization_id = $1',
      [organization_id],
    );
    expect(rows).toEqual([
      { reason: 'too_old', path: 'data.start_time', detail: expect.stringContaining(`at or after ${kept}`) },
    ]);
  },
);
