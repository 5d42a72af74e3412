import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { isRejection, parseMessage } from '../../../lambdas/ingest/parse-message.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { body, message } from '../../support/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  organizationId = await createOrganization(database, { baseline: null });
});
afterAll(() => database.drop());

async function stored(fields: Readonly<Record<string, unknown>>) {
  const id = randomUUID();
  await store(database, organizationId, [{ id, ...fields }]);
  const { rows } = await database.admin.query(
    'select labels, unknown_usage, notes, input_tokens from task_executions where id = $1',
    [id],
  );
  return rows;
}

test.each<[string, Record<string, unknown>, object]>([
  ['U+0000 in a label', { labels: { 'te\0am': 'core' } }, { labels: { 'te\ufffdam': 'core' } }],
  ['half a character in a label', { labels: { 'team\ud83d': 'core' } }, { labels: { 'team\ufffd': 'core' } }],
  [
    'U+0000 in a class, which is not the class without it',
    { usage: { 'input_tokens\0': 3, input_tokens: 1, output_tokens: 1 } },
    { unknown_usage: { 'input_tokens\ufffd': 3 }, input_tokens: '1' },
  ],
  [
    'half a character in a class of a request',
    { per_request: [{ 'v\udc00': 3 }] },
    { unknown_usage: { 'v\ufffd': 3 } },
  ],
  [
    'a class whose 50th character is cut in half',
    { usage: { [`${'k'.repeat(49)}\u{1f600}`]: 3 } },
    { unknown_usage: { [`${'k'.repeat(49)}\ufffd`]: 3 } },
  ],
  [
    'half a character in the note on a label',
    { labels: { 'team\ud83d': 5 } },
    { notes: [expect.stringContaining('data.labels.team\ufffd: left out')] },
  ],
])('%s is no reason to lose a task', async (_name, fields, columns) => {
  expect(await stored({ ...NONE, ...fields })).toMatchObject([columns]);
});

const NONE = {
  tokens_used: null,
  input_tokens: null,
  cache_read_tokens: null,
  cache_write_tokens: null,
  output_tokens: null,
};

function parsed(fields: Readonly<Record<string, unknown>>) {
  const execution = parseMessage(message(body(fields)), keyedHashes('test-secret'));
  if (isRejection(execution)) throw new Error(execution.detail);
  return execution;
}

test.each([
  ['its value', 5],
  ['its length', 'v'.repeat(201)],
])('a note on a label that is odd by %s quotes no address of its key', (_name, value) => {
  const { notes } = parsed({ labels: { 'mona@example.com': value } });
  expect(notes).toEqual([expect.stringMatching(/^data\.labels\.\[email\]: /)]);
});

test('a note on a key of any length is short', () => {
  const { notes } = parsed({ labels: { ['k'.repeat(100_000)]: 'v' } });
  expect(notes).toEqual([expect.stringContaining('left out')]);
  expect(notes.join().length).toBeLessThan(300);
});

test.each([
  [50, 50, expect.stringContaining('data.labels.k49: ')],
  [51, 51, 'and 1 more'],
  [5_000, 51, 'and 4950 more'],
])('%i odd labels leave %i notes', (odd, kept, last) => {
  const labels = Object.fromEntries(Array.from({ length: odd }, (_, index) => [`k${index}`, index]));
  const { notes } = parsed({ labels });
  expect(notes).toHaveLength(kept);
  expect(notes.at(-1)).toEqual(last);
});
