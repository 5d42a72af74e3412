import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { reject } from '../../../lambdas/ingest/reject.statement.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let organizationIds: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  organizationIds = await Promise.all(Array.from({ length: 3 }, () => createOrganization(database)));
});
afterAll(() => database.drop());

/** @returns the ids of the messages that are new, in order */
async function keep(messages: ReadonlyMap<string, string | null>): Promise<string[]> {
  const ofEach = <Value>(value: Value) => Array.from(messages, () => value);
  const rows = await database.ingest.transaction((transaction) =>
    reject.run(transaction, {
      messageIds: [...messages.keys()],
      organizationIds: [...messages.values()],
      executionIds: ofEach(null),
      reasons: ofEach('invalid'),
      paths: ofEach(null),
      details: ofEach('is missing'),
      sources: ofEach('/test'),
      structures: ofEach(null),
      bodyBytes: ofEach(2),
      bodyHashes: ofEach(null),
    }),
  );
  return rows.map((row) => row.message_id).toSorted();
}

test('a rejection belongs to the organization that it names, if there is one, and is kept once', async () => {
  const named = new Map(organizationIds.map((id, index) => [`message-${index}`, id]));
  const messages = new Map<string, string | null>([
    ...named,
    ['message-of-nobody', null],
    ['message-of-somebody-unknown', randomUUID()],
  ]);
  expect(await keep(messages)).toEqual([...messages.keys()].toSorted());
  const { rows } = await database.admin.query<{ message_id: string; organization_id: string | null }>(
    'select message_id, organization_id from ingest_rejections',
  );
  expect(new Map(rows.map((row) => [row.message_id, row.organization_id]))).toEqual(
    new Map([...named, ['message-of-nobody', null], ['message-of-somebody-unknown', null]]),
  );
  expect(rows).toHaveLength(5);

  const again = new Map([...messages, ['another', null]]);
  expect(await keep(again)).toEqual(['another']);
});
