import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ingest } from '../../../lambdas/ingest/ingest.ts';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import { createOrganization } from '../../support/fixture.ts';
import { body, message } from '../../support/messages.ts';
import { messageCounts } from '../../support/message-counts.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let organizationIds: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  organizationIds = [
    await createOrganization(database),
    await createOrganization(database, { timeZone: 'Pacific/Kiritimati' }),
  ];
});
afterAll(() => database.drop());

const optionsAt = (now: number) => ({
  database: database.ingest,
  organizationsOf: knownOrganizations(database.ingest, () => now),
  allowedSenders: allowedSenders(database.ingest, () => now),
  hashes: keyedHashes('test-secret'),
  now: () => now,
  onFailure: () => undefined,
});

test('messages are counted on the reporting day on which they come, by organization and source', async () => {
  const [utc, ahead] = organizationIds;
  const late = Date.parse('2026-01-26T11:00:00Z');
  const messages = [
    message(body({ organization_id: utc })),
    message(body({ organization_id: utc, success: 'yes' }, { source: 'a' })),
    message(body({ organization_id: ahead }, { source: 'key sk-proj-abcdefghijklmnop1234567890' })),
    message(body({ organization_id: randomUUID() })),
    message('no JSON'),
  ];
  await ingest(messages, optionsAt(late));
  const { rows } = await database.admin.query(
    `select organization_id, day::text, source, received::integer, stored::integer, rejected::integer from ingest_counts
     order by organization_id = $1 desc nulls last, organization_id, source`,
    [utc],
  );
  expect(rows).toEqual([
    { organization_id: utc, day: '2026-01-26', source: '/routing/eu-1', received: 1, stored: 1, rejected: 0 },
    { organization_id: utc, day: '2026-01-26', source: 'a', received: 1, stored: 0, rejected: 1 },
    // Pacific/Kiritimati is 14 hours ahead.
    { organization_id: ahead, day: '2026-01-27', source: 'key [key]', received: 1, stored: 1, rejected: 0 },
    { organization_id: null, day: '2026-01-26', source: '', received: 1, stored: 0, rejected: 1 },
    {
      organization_id: null,
      day: '2026-01-26',
      source: '/routing/eu-1',
      received: 1,
      stored: 0,
      rejected: 1,
    },
  ]);
});

test('weeks without the partitions job do not stop ingest', async () => {
  const later = '2024-07-08T10:00:00Z';
  const fields = { organization_id: organizationIds[0], start_time: later, end_time: later };
  const result = await ingest([message(body(fields))], optionsAt(Date.parse(later)));
  expect(result).toMatchObject({ stored: 1, failed: [] });
});

test('a message that comes twice in one batch is new once, whatever becomes of it', async () => {
  await database.admin.query('delete from ingest_counts');
  const sent = [message(body({ organization_id: organizationIds[0] })), message('no JSON')];
  const result = await ingest([...sent, ...sent], optionsAt(Date.parse('2026-01-26T11:00:00Z')));
  expect(result).toMatchObject({ stored: 1, rejected: 1, duplicates: 2 });
  expect(await messageCounts(database)).toEqual({ received: 4, stored: 1, repeated: 2, rejected: 1 });
});

test('of a source nothing is kept that is cut in the middle of an address', async () => {
  await database.admin.query('delete from ingest_counts');
  const source = `${'s'.repeat(180)} ann.smith@example.com`;
  await ingest(
    [message(body({ organization_id: organizationIds[0] }, { source }))],
    optionsAt(Date.parse('2026-01-26T11:00:00Z')),
  );
  const { rows } = await database.admin.query('select source from ingest_counts');
  expect(rows).toEqual([{ source: `${'s'.repeat(180)} [email]` }]);
});
