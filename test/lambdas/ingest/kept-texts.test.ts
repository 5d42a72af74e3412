import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { ingest } from '../../../lambdas/ingest/ingest.ts';
import { keptTexts } from '../../../lambdas/ingest/kept-texts.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import { createOrganization } from '../../support/fixture.ts';
import { body, message, NOW } from '../../support/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const hashes = keyedHashes('test-secret');
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const texts = (user: string | null) =>
  keptTexts(user, hashes, { keepDescriptions: true, keepErrorMessages: true });

test.each([
  ['mona', 'asked by mona, today', 'asked by [user], today'],
  ['mona', 'monarchs and salmona', 'monarchs and salmona'],
  ['mona', 'mona/mona', '[user]/[user]'],
  ['a.b+c', 'of a.b+c', 'of [user]'],
  ['a.b+c', 'of aXb+c', 'of aXb+c'],
  ['person-1', 'person-1 and person-12', '[user] and person-12'],
  ['jürgen', 'von jürgen.', 'von [user].'],
  ['mona', 'asked by Mona and MONA', 'asked by [user] and [user]'],
  ['Mona', 'asked by mona, not by Monarch', 'asked by [user], not by Monarch'],
  ['JÜRGEN', 'von Jürgen.', 'von [user].'],
  ['kim', 'of \u212Aim', 'of [user]'],
  ['$&', '$&x', '$&x'],
  ['ab', 'ab is too short to mean anybody', 'ab is too short to mean anybody'],
  ['12345', 'of 12345 lines', 'of 12345 lines'],
  ['123456', 'of 123456', 'of [user]'],
])('the user %j is not in what %j becomes', (user, sent, kept) => {
  expect(texts(user).prose(sent)).toBe(kept);
  expect(texts(user).labels({ author: sent })).toEqual({ author: kept });
  expect(texts(user).labels({ [sent]: 'author' })).toEqual({ [kept]: 'author' });
});

test('names stay names, whoever the user is', () => {
  expect(texts('slow').name('slow')).toBe('slow');
  expect(texts(null).name('bob@example.org')).toBe('[email]');
});

test('an id in which something was redacted is still one of its own, and the same one each time', () => {
  const { id } = texts('mona');
  expect(id('7f0c2f8e-52cd-4f0c-9a53-1d3f0d9c8b61')).toBe('7f0c2f8e-52cd-4f0c-9a53-1d3f0d9c8b61');
  expect(id('PROJ-17')).toBe('PROJ-17');
  const kept = ['ann@example.org/1', 'bob@example.org/1', 'mona/1'].map((each) => id(each));
  expect(kept).toEqual([
    expect.stringMatching(/^\[email\]\/1 #[\da-f]{12}$/),
    expect.stringMatching(/^\[email\]\/1 #[\da-f]{12}$/),
    expect.stringMatching(/^\[user\]\/1 #[\da-f]{12}$/),
  ]);
  expect(new Set(kept).size).toBe(3);
  expect(id('ann@example.org/1')).toBe(kept[0]);
});

test.each([
  [false, false, null, 'rate_limit, HTTP 429'],
  [true, false, 'mail [email]: [code]', 'rate_limit, HTTP 429'],
  [false, true, null, '[name] is not defined (429), said [email]'],
  [true, true, 'mail [email]: [code]', '[name] is not defined (429), said [email]'],
])('keeps descriptions: %j, error messages: %j', async (descriptions, errors, description, error) => {
  const organizationId = await createOrganization(database);
  const set = (keepDescriptions: boolean, keepErrorMessages: boolean) =>
    database.admin.query(
      'update organizations set keep_descriptions = $2, keep_error_messages = $3 where id = $1',
      [organizationId, keepDescriptions, keepErrorMessages],
    );
  await set(descriptions, errors);
  const sent = body({
    organization_id: organizationId,
    task_id: randomUUID(),
    success: false,
    task_description: 'mail ann@example.org: ```x = 1```',
    error_message: 'acct is not defined (429), said bob@example.org',
  });
  const send = () =>
    ingest([message(sent)], {
      database: database.ingest,
      organizationsOf: knownOrganizations(database.ingest, () => NOW),
      allowedSenders: allowedSenders(database.ingest, () => NOW),
      hashes,
      now: () => NOW,
      onFailure: (failure) => {
        throw failure;
      },
    });
  expect(await send()).toMatchObject({ stored: 1 });
  const { rows } = await database.admin.query(
    'select task_description, error_message from task_executions where organization_id = $1',
    [organizationId],
  );
  expect(rows).toEqual([{ task_description: description, error_message: error }]);
  // What is compared is what was sent.
  await set(!descriptions, !errors);
  expect(await send()).toMatchObject({ stored: 0, duplicates: 1, rejected: 0 });
});
