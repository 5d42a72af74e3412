import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ingest, type IngestResult } from '../../../lambdas/ingest/ingest.ts';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import { allowedSenders, type AllowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import { principalOf } from '../../../lambdas/ingest/senders/sender.ts';
import { createOrganization } from '../../support/fixture.ts';
import { messageCounts } from '../../support/message-counts.ts';
import { body, messageOf, NOW } from '../../support/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const OWN = 'AROAOWNSENDER00000001';
const SHARED = 'AIDASHAREDSENDER00001';
const FOREIGN = 'AROAFOREIGNSENDER0001';

let database: TestDatabase;
let open: string;
let closed: string;
let other: string;
let clock = NOW;
let allowed: AllowedSenders;

beforeAll(async () => {
  database = await createTestDatabase();
  open = await createOrganization(database);
  closed = await createOrganization(database);
  other = await createOrganization(database);
});
afterAll(() => database.drop());

beforeEach(async () => {
  clock = NOW;
  allowed = allowedSenders(database.ingest, () => clock);
  await database.admin.query(
    `truncate producers, producer_totals, task_executions, execution_keys, ingest_rejections, ingest_counts, rollup_deltas`,
  );
  await database.admin.query('update organizations set producers_enforced = (id = any ($1))', [
    [closed, other],
  ]);
  await database.admin.query(
    `insert into producers (organization_id, principal, created_by)
     values ($1, $2, 'test'), (null, $3, 'test'), ($4, $5, 'test')`,
    [closed, OWN, SHARED, other, FOREIGN],
  );
});

function send(contents: readonly (readonly [content: unknown, senderId: string])[]): Promise<IngestResult> {
  return ingest(
    contents.map(([content, senderId]) => messageOf(content, senderId)),
    {
      database: database.ingest,
      organizationsOf: knownOrganizations(database.ingest, () => clock),
      allowedSenders: allowed,
      hashes: keyedHashes('test-secret'),
      now: () => clock,
      onFailure: (error) => {
        throw error;
      },
    },
  );
}

const of = (organizationId: string) => body({ organization_id: organizationId });

async function all(sql: string): Promise<unknown[]> {
  return (await database.admin.query(sql)).rows;
}

describe('who may send for whom', () => {
  test.each([
    ['the one that serves it', OWN, 'closed', true],
    ['the one that serves it, under a session', `${OWN}:i-0123456789`, 'closed', true],
    ['one that serves all', SHARED, 'closed', true],
    ['one that serves another organization', FOREIGN, 'closed', false],
    ['one whose id begins like it', `${OWN}X`, 'closed', false],
    ['one whose session is called like it', `${FOREIGN}:${OWN}`, 'closed', false],
    ['nobody', '', 'closed', false],
    ['an account', '123456789012', 'closed', false],
    ['anybody', FOREIGN, 'open', true],
    ['even nobody', '', 'open', true],
  ])('%s (%s), to the %s organization: %s', async (_, senderId, target, isStored) => {
    const { stored, rejected } = await send([[of(target === 'open' ? open : closed), senderId]]);
    expect({ stored, rejected }).toEqual({ stored: isStored ? 1 : 0, rejected: isStored ? 0 : 1 });
  });

  test('in one batch each is judged for itself, and all are counted', async () => {
    const senders = fc.constantFrom(OWN, SHARED, FOREIGN, `${OWN}:s`, '');
    const serves = (sender: string, id: string) =>
      id === open ||
      principalOf(sender) === SHARED ||
      (id === closed ? principalOf(sender) === OWN : principalOf(sender) === FOREIGN);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(0, 1, 2), senders), { minLength: 1, maxLength: 30 }),
        async (sendings) => {
          const before = await messageCounts(database);
          const messages = sendings.map(([index, sender]) => {
            const id = [open, closed, other][index] ?? open;
            return { id, sender, content: of(id) };
          });
          const { stored, rejected } = await send(messages.map(({ content, sender }) => [content, sender]));
          const expected = messages.filter(({ id, sender }) => serves(sender, id)).length;
          expect({ stored, rejected }).toEqual({ stored: expected, rejected: messages.length - expected });
          const after = await messageCounts(database);
          expect(after.received - before.received).toBe(messages.length);
          expect(after.rejected - before.rejected).toBe(rejected);
        },
      ),
      { numRuns: 30 },
    );
    const stored = await all(
      `select organization_id, producer as principal, count(*) as executions from task_executions
       where producer is not null group by 1, 2 order by 1, 2`,
    );
    expect(stored.length).toBeGreaterThan(3);
    expect(
      await all('select organization_id, principal, executions from producer_totals order by 1, 2'),
    ).toEqual(stored);
  });
});

test('a rejection names the sender without its session, and the organization can see it', async () => {
  await send([[of(closed), `${FOREIGN}:mona`]]);
  expect(await all('select organization_id, reason, path, detail, source from ingest_rejections')).toEqual([
    {
      organization_id: closed,
      reason: 'producer_not_allowed',
      path: null,
      detail: `the sender ${FOREIGN} is not a producer of the organization ${closed}; an admin of it can register it`,
      source: '/routing/eu-1',
    },
  ]);
});

test('what is stored says who sent it; nothing is known of connections and imports yet', async () => {
  await send([
    [of(closed), `${OWN}:session`],
    [of(open), ''],
  ]);
  expect(
    await all('select producer, connection_id, import_id from task_executions order by producer nulls last'),
  ).toEqual([
    { producer: OWN, connection_id: null, import_id: null },
    { producer: null, connection_id: null, import_id: null },
  ]);
});

test('a message that was stored stays a duplicate when it is delivered again after its producer is gone', async () => {
  const content = of(closed);
  await send([[content, OWN]]);
  await database.admin.query('delete from producers');
  clock += 60_000;
  const { duplicates, rejected } = await send([[content, OWN]]);
  expect({ duplicates, rejected }).toEqual({ duplicates: 1, rejected: 0 });
  const changed = { ...content, data: { ...content.data, task_id: 'another' } };
  expect(await send([[changed, OWN]])).toMatchObject({ duplicates: 0, rejected: 1 });
});

describe('what is remembered', () => {
  test('a new producer is let in at once', async () => {
    expect(await send([[of(closed), 'AROANEWSENDER00000001']])).toMatchObject({ stored: 0 });
    await database.admin.query("insert into producers values ($1, 'AROANEWSENDER00000001', null, 'test')", [
      closed,
    ]);
    expect(await send([[of(closed), 'AROANEWSENDER00000001']])).toMatchObject({ stored: 1 });
  });

  test.each([
    [59_999, 1],
    [60_000, 0],
  ])('%d ms after it was allowed, a removed producer has %d stored', async (later, stored) => {
    await send([[of(closed), OWN]]);
    await database.admin.query('delete from producers where principal = $1', [OWN]);
    clock += later;
    expect(await send([[of(closed), OWN]])).toMatchObject({ stored });
  });

  test('an organization that is closed to others is closed within a minute', async () => {
    await send([[of(open), FOREIGN]]);
    await database.admin.query('update organizations set producers_enforced = true where id = $1', [open]);
    clock += 60_000;
    expect(await send([[of(open), FOREIGN]])).toMatchObject({ stored: 0, rejected: 1 });
  });
});

test.each([
  ['AROAEXAMPLE1234567890:i-0123', 'AROAEXAMPLE1234567890'],
  ['AIDAEXAMPLE1234567890', 'AIDAEXAMPLE1234567890'],
  ['123456789012', '123456789012'],
  ['123456789012:federated', '123456789012'],
  ['', null],
  [':session', null],
  ['arn:aws:iam::123456789012:role/x', 'arn'],
  ['<script>', null],
  ['A'.repeat(129), null],
  ['AROA\u0000X', null],
])('the principal of %j is %j', (senderId, principal) => {
  expect(principalOf(senderId)).toBe(principal);
});
