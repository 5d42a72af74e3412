import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { ingest } from '../../../lambdas/ingest/ingest.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import type { Message } from '../../../lambdas/ingest/parse-message.ts';
import { createLogger } from '../../../shared/logging/logger.ts';
import { capturedLogs } from '../../support/captured-logs.ts';
import {
  acceptedBodies,
  everywhere,
  refusedBodies,
  secrets,
  told,
  userOf,
} from '../../shared/redaction/corpus/in-messages.ts';
import { createOrganization } from '../../support/fixture.ts';
import { body, message, NOW } from '../../support/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { textDump } from '../../support/text-dump.ts';

let database: TestDatabase;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  organizationId = await createOrganization(database);
  await database.admin.query(
    'update organizations set keep_descriptions = true, keep_error_messages = true where id = $1',
    [organizationId],
  );
});
afterAll(() => database.drop());

const accepted = () => acceptedBodies({ organization_id: organizationId }).map(message);
const refused = () => refusedBodies({ organization_id: organizationId }).map(message);

const send = (messages: readonly Message[]) =>
  ingest(messages, {
    database: database.ingest,
    organizationsOf: knownOrganizations(database.ingest, () => NOW),
    allowedSenders: allowedSenders(database.ingest, () => NOW),
    hashes: keyedHashes('test-secret'),
    now: () => NOW,
    onFailure: (error, count) => createLogger().error('messages go back to the queue', { error, count }),
  });

test('the corpus, sent in every field, is nowhere in the database, and neither is who sent it', async () => {
  expect(await send(accepted())).toMatchObject({ stored: secrets.length, rejected: 0, failed: [] });
  expect(await send(refused())).toMatchObject({ stored: 0, rejected: 4 * secrets.length, failed: [] });
  const dump = await textDump(database);
  // What is looked through is what was written.
  expect(dump.get('ingest_rejections.detail')).toContain('data.success');
  expect([...dump.keys()].filter((name) => name.endsWith('.reasoning'))).not.toEqual([]);
  expect([...dump.values()].join('\n')).toContain('[secret]');
  const leaks = [...dump].flatMap(([column, text]) => told(text).map((what) => `${column}: ${what}`));
  expect(leaks).toEqual([]);
});

test('nor is it in the log of what the database refuses', async () => {
  await database.admin.query(
    "alter table task_executions add constraint poison check (task_id = '') not valid",
  );
  const again = secrets.map(({ text }, index) =>
    message(
      body({ ...everywhere(text, userOf(index)), organization_id: organizationId }, { id: randomUUID() }),
    ),
  );
  const { lines } = await capturedLogs(async () => {
    expect(await send(again)).toMatchObject({ stored: 0 });
  });
  await database.admin.query('alter table task_executions drop constraint poison');
  expect(lines.length).toBeGreaterThanOrEqual(secrets.length);
  expect(lines[0]).toContain('"constraint":"poison"');
  expect(told(lines.join('\n'))).toEqual([]);
});
