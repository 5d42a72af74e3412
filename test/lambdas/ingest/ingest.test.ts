import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { ingest, type IngestOptions, type IngestResult } from '../../../lambdas/ingest/ingest.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import type { Message } from '../../../lambdas/ingest/parse-message.ts';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import type { Database } from '../../../shared/database/database.ts';
import { createOrganization, createPrice } from '../../support/fixture.ts';
import { body, invalidBodies, message, NOW, validFields } from '../../support/messages.ts';
import { messageCounts } from '../../support/message-counts.ts';
import { drift } from '../../support/reconcile.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { limit } from '../../support/limits.ts';

let database: TestDatabase;
let organizationIds: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  organizationIds = [
    await createOrganization(database),
    await createOrganization(database, { timeZone: 'Pacific/Kiritimati' }),
    await createOrganization(database, { timeZone: 'America/Los_Angeles', baseline: null }),
  ];
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000000123457' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000012345679' });
  await createPrice(database, { provider: 'dear', costPerUnit: '0.000812345679' });
});
afterAll(() => database.drop());

beforeEach(async () => {
  await database.admin.query(
    `truncate task_executions, routing_decisions, execution_keys, execution_flags, ingest_rejections,
       rollup_deltas, daily_rollups, rollup_sums, rollup_durations, rollup_touched_days, daily_active_users, users, analytics_aggregations, ingest_counts`,
  );
});

function optionsOf(through: Database): IngestOptions {
  return {
    database: through,
    organizationsOf: knownOrganizations(through, () => NOW),
    allowedSenders: allowedSenders(through, () => NOW),
    hashes: keyedHashes('test-secret'),
    now: () => NOW,
    onFailure: () => undefined,
  };
}

async function send(
  messages: readonly Message[],
  through: Database = database.ingest,
): Promise<IngestResult> {
  return ingest(messages, optionsOf(through));
}

async function count(table: string): Promise<number> {
  const { rows } = await database.admin.query<{ count: number }>(`select count(*)::integer from ${table}`);
  return rows[0]?.count ?? -1;
}

test(
  'however batches arrive, rollups equal raw rows and every message is accounted for',
  async () => {
    const batches = fc.record({
      valid: fc.array(validFields(organizationIds), { minLength: 1, maxLength: 60 }),
      invalid: fc.array(invalidBodies, { maxLength: 10 }),
      repeats: fc.array(fc.nat(), { maxLength: 40 }),
      conflicts: fc.array(fc.nat(), { maxLength: 5 }),
      order: fc.infiniteStream(fc.nat()),
      size: fc.integer({ min: 1, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(batches, async ({ valid, invalid, repeats, conflicts, order, size }) => {
        const before = await count('task_executions');
        const rejectedBefore = await count('ingest_rejections');
        const countedBefore = await messageCounts(database);
        const bodies = valid.map((fields) => body(fields));
        const pick = (index: number) => bodies[index % bodies.length] ?? body({});
        const conflicting = conflicts.map((index) => {
          const original = pick(index);
          return { ...original, data: { ...original.data, task_id: 'another' } };
        });
        const repeated = repeats.map(pick);
        const contents: unknown[] = [...bodies, ...invalid, ...repeated, ...conflicting];
        const sent = contents
          .map((content) => ({ content, key: order.next().value }))
          .sort((left, right) => left.key - right.key)
          .map(({ content }) => message(content));

        const results: IngestResult[] = [];
        for (let start = 0; start < sent.length; start += size) {
          results.push(await send(sent.slice(start, start + size)));
          if (start % 3 === 0) await fold(database.rollup, () => true);
        }

        const sum = (of: (result: IngestResult) => number) =>
          results.reduce((all, result) => all + of(result), 0);
        expect(sum((result) => result.failed.length)).toBe(0);
        expect(sum((result) => result.stored)).toBe(bodies.length);
        expect(sum((result) => result.stored + result.duplicates + result.rejected)).toBe(sent.length);
        expect(await count('task_executions')).toBe(before + bodies.length);
        expect(await count('ingest_rejections')).toBe(rejectedBefore + sum((result) => result.rejected));
        expect(await drift(database, 'current_measures')).toEqual([]);

        const again = await send(sent);
        expect(again).toMatchObject({ stored: 0, failed: [] });
        expect(await drift(database, 'current_measures')).toEqual([]);
        // The very messages of before: also those that were rejected came before, and are kept once.
        expect(again).toMatchObject({ rejected: 0, duplicates: sent.length });
        expect(await count('ingest_rejections')).toBe(rejectedBefore + sum((result) => result.rejected));
        expect(await messageCounts(database)).toEqual(
          [...results, again].reduce(
            (all, { stored, duplicates, rejected }) => ({
              received: all.received + stored + duplicates + rejected,
              stored: all.stored + stored,
              repeated: all.repeated + duplicates,
              rejected: all.rejected + rejected,
            }),
            countedBefore,
          ),
        );
      }),
      { numRuns: 25 },
    );
    await fold(database.rollup, () => false);
    expect(await count('rollup_deltas')).toBe(0);
    expect(await drift(database, 'rollup_sums')).toEqual([]);
  },
  limit(120),
);

test('the same messages through two connections at once are stored once', async () => {
  const other = database.connectAs('payback_ingest');
  const messages = fc.sample(validFields(organizationIds), 400).map((fields) => message(body(fields)));
  const results = await Promise.all([
    send(messages),
    send(messages.toReversed(), other),
    send(messages, other),
    send(messages.toReversed()),
  ]);
  await other.end();
  const sum = (of: (result: IngestResult) => number) => results.reduce((all, result) => all + of(result), 0);
  expect(results.flatMap((result) => result.failed)).toEqual([]);
  expect(sum((result) => result.stored)).toBe(400);
  expect(sum((result) => result.duplicates)).toBe(1200);
  expect(await drift(database, 'current_measures')).toEqual([]);
});

test('an event of several chunks, two of them stored at once, loses and doubles nothing', async () => {
  const two = database.connectAs('payback_ingest', { connections: 2 });
  const bodies = fc.sample(validFields(organizationIds), 3_000).map((fields) => body(fields));
  // Each body comes again in another chunk, at the same moment or later.
  const messages = [
    ...bodies.slice(0, 1_500),
    ...bodies.slice(0, 1_500).toReversed(),
    ...bodies.slice(1_500),
  ];
  expect(await send(messages.map(message), two)).toMatchObject({
    stored: 3_000,
    duplicates: 1_500,
    failed: [],
  });
  await two.end();
  expect(await drift(database, 'current_measures')).toEqual([]);
});

test('the same id with another start time is a conflict, and the first one stays', async () => {
  const id = randomUUID();
  const fields = { organization_id: organizationIds[0], provider: 'fast' };
  expect(await send([message(body(fields, { id }))])).toMatchObject({ stored: 1 });
  const moved = { ...fields, start_time: '2026-01-12T10:00:00Z' };
  expect(await send([message(body(moved, { id })), message(body(fields, { id }))])).toMatchObject({
    stored: 0,
    duplicates: 1,
    rejected: 1,
  });
  const { rows } = await database.admin.query('select reason, path, execution_id from ingest_rejections');
  expect(rows).toEqual([{ reason: 'conflicting_duplicate', path: 'id', execution_id: id }]);
});

test('the same id in two organizations is two executions', async () => {
  const id = randomUUID();
  const messages = organizationIds.map((organization_id) => message(body({ organization_id }, { id })));
  expect(await send(messages)).toMatchObject({ stored: 3 });
});

test('field order, unknown fields and the envelope do not make a message another one', async () => {
  const original = body({ organization_id: organizationIds[0] });
  const data = Object.fromEntries(Object.entries({ ...original.data, added_later: 1 }).toReversed());
  const resent = { ...original, time: '2026-01-26T11:00:00Z', id: original.id.toUpperCase(), data };
  expect(await send([message(original), message(resent)])).toMatchObject({
    stored: 1,
    duplicates: 1,
    rejected: 0,
  });
});

test('a message that was stored in time has no effect when it comes again too late', async () => {
  const fields = { organization_id: organizationIds[0] };
  const sent = [message(body(fields))];
  expect(await send(sent)).toMatchObject({ stored: 1 });
  await database.admin.query('update organizations set retention_days = 1 where id = $1', [
    organizationIds[0],
  ]);
  const now = () => NOW + 5 * 86_400_000;
  const organizationsOf = knownOrganizations(database.ingest, now);
  const muchLater = { ...optionsOf(database.ingest), organizationsOf, now };
  const other = message(body(fields));
  const again = await ingest([...sent, other], muchLater);
  await database.admin.query('update organizations set retention_days = 1095 where id = $1', [
    organizationIds[0],
  ]);
  expect(again).toMatchObject({ stored: 0, duplicates: 1, rejected: 1, failed: [] });
  const { rows } = await database.admin.query('select message_id, reason from ingest_rejections');
  expect(rows).toEqual([{ message_id: other.messageId, reason: 'too_old' }]);
});

test('flags mark losses, ten times the baseline and costs over the threshold', async () => {
  await send([
    message(
      body({ organization_id: organizationIds[0], provider: 'dear', tokens_used: 2000, input_tokens: null }),
    ),
    message(body({ organization_id: organizationIds[0], provider: 'slow' })),
    message(body({ organization_id: organizationIds[0], provider: 'dear', success: false })),
  ]);
  const { rows } = await database.admin.query(
    `select kind, success from execution_flags f join task_executions e on e.id = f.execution_id order by success, kind`,
  );
  expect(rows).toEqual([
    { kind: 'cost_over_10x_baseline', success: false },
    { kind: 'over_review_threshold', success: false },
    { kind: 'cost_over_10x_baseline', success: true },
    { kind: 'negative_savings', success: true },
    { kind: 'over_review_threshold', success: true },
  ]);
});

test('the share of losses is of compared executions: successful, both costs known', async () => {
  const of = (fields: Readonly<Record<string, unknown>>) =>
    message(body({ organization_id: organizationIds[0], ...fields }));
  const sent = [
    of({ provider: 'dear' }),
    of({ provider: 'slow' }),
    of({ provider: 'fast' }),
    of({ provider: 'dear', success: false }),
    of({ provider: 'unheard_of' }),
    of({ provider: 'dear', organization_id: organizationIds[2] }),
  ];
  expect(await send(sent)).toMatchObject({ stored: 6, compared: 3, negativeSavings: 1 });
  // A repetition counts nothing again.
  expect(await send(sent)).toMatchObject({ stored: 0, compared: 0, negativeSavings: 0 });
});

test('what only a hash may tell is nowhere in the database', async () => {
  const secretive = body({
    organization_id: organizationIds[0],
    user_id: 'grace@example.com',
    task_description: 'mail grace@example.com, token=abcdef0123456789abcdef0123456789',
  });
  await send([message(secretive), message({ ...secretive, type: 'unknown' })]);
  for (const table of [
    'task_executions',
    'users',
    'ingest_rejections',
    'routing_decisions',
    'execution_keys',
  ]) {
    const { rows } = await database.admin.query<{ text: string }>(`select t::text as text from ${table} t`);
    for (const { text } of rows) expect(text).not.toMatch(/grace|abcdef0123456789/);
  }
});

test('a message that the database refuses fails alone', async () => {
  await database.admin.query("alter table task_executions add constraint poison check (task_id <> 'poison')");
  const fine = fc.sample(validFields(organizationIds), 20).map((fields) => message(body(fields)));
  const poison = message(body({ organization_id: organizationIds[0], task_id: 'poison' }));
  const result = await send([...fine.slice(0, 7), poison, ...fine.slice(7)]);
  await database.admin.query('alter table task_executions drop constraint poison');
  expect(result).toMatchObject({ stored: 20, rejected: 0, failed: [poison.messageId] });
  expect(await drift(database, 'current_measures')).toEqual([]);
});

test('when the database is away every message goes back to the queue', async () => {
  const away = database.connectAs('payback_ingest', { port: 1 });
  const messages = [message(body({ organization_id: organizationIds[0] })), message('not json')];
  const result = await send(messages, away);
  expect(result).toMatchObject({
    stored: 0,
    rejected: 0,
    failed: messages.map(({ messageId }) => messageId),
  });
  expect(await count('ingest_rejections')).toBe(0);
});
