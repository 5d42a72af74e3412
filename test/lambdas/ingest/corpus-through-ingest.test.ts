import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { ingest } from '../../../lambdas/ingest/ingest.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import type { Message } from '../../../lambdas/ingest/parse-message.ts';
import { createLogger } from '../../../shared/logging/logger.ts';
import { labelled } from '../../shared/redaction/corpus/labelled.ts';
import { placed } from '../../shared/redaction/corpus/placed.ts';
import { tokens } from '../../shared/redaction/corpus/tokens.ts';
import { capturedLogs } from '../../support/captured-logs.ts';
import { createOrganization } from '../../support/fixture.ts';
import { body, message, NOW } from '../../support/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { textDump } from '../../support/text-dump.ts';

/** What is shorter stands in some text by chance. */
const secrets = [...tokens, ...labelled, ...placed].filter(({ secret }) => secret.length >= 6);
const userOf = (index: number) => `person-${index}-of-northwind`;

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

/** A message with a text in each field that can hold one, and its user's id in each that may tell of people. */
function everywhere(text: string, user: string) {
  const told = `${user}: ${text}`;
  return {
    organization_id: organizationId,
    user_id: user,
    task_id: told,
    provider: text,
    model: text,
    task_type: text,
    error_message: told,
    task_description: told,
    service_tier: text,
    speed: text,
    inference_geo: text,
    request_id: told,
    session_id: told,
    requested_model: text,
    baseline: { provider: text, model: text },
    labels: { note: text, author: user, [text.length > 50 ? 'long' : text]: 'x' },
    usage: { input_tokens: 1, output_tokens: 1, [text]: 7 },
    routing_decision: {
      chosen_provider: text,
      routing_strategy: text,
      algorithm_version: text,
      reasoning: told,
      alternative_providers: [{ provider: text, model: text }],
    },
  };
}

const accepted = () =>
  secrets.map(({ text }, index) => message(body(everywhere(text, userOf(index)), { source: `/eu/${text}` })));
const refused = () =>
  secrets.flatMap(({ text }, index) => [
    message(body({ ...everywhere(text, userOf(index)), success: text }, { source: text })),
    message(body({ [text]: { [text]: text }, labels: text }, { id: text, type: text })),
    message({ Message: JSON.stringify(everywhere(text, userOf(index))), [text]: text }),
    message(text),
  ]);

const send = (messages: readonly Message[]) =>
  ingest(messages, {
    database: database.ingest,
    organizationsOf: knownOrganizations(database.ingest, () => NOW),
    allowedSenders: allowedSenders(database.ingest, () => NOW),
    hashes: keyedHashes('test-secret'),
    now: () => NOW,
    onFailure: (error, count) => createLogger().error('messages go back to the queue', { error, count }),
  });

/** Secrets and people that a text tells of. */
const told = (text: string) => [
  ...secrets.filter(({ secret }) => text.includes(secret)).map(({ name }) => name),
  ...secrets.flatMap((_, index) => (text.includes(userOf(index)) ? [userOf(index)] : [])),
];

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
    message(body(everywhere(text, userOf(index)), { id: randomUUID() })),
  );
  const { lines } = await capturedLogs(async () => {
    expect(await send(again)).toMatchObject({ stored: 0 });
  });
  await database.admin.query('alter table task_executions drop constraint poison');
  expect(lines.length).toBeGreaterThanOrEqual(secrets.length);
  expect(lines[0]).toContain('"constraint":"poison"');
  expect(told(lines.join('\n'))).toEqual([]);
});
