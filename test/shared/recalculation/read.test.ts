import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { nobody } from '../../../shared/http/caller.ts';
import { asCaller } from '../../../shared/http/tenancy.ts';
import { readRecalculations } from '../../../shared/recalculation/read.ts';
import { createOrganization } from '../../support/fixture.ts';
import { withFigures } from '../../support/recalculations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let own: string;
let other: string;

beforeAll(async () => {
  database = await createTestDatabase();
  own = await createOrganization(database, { members: { olga: 'viewer' } });
  other = await createOrganization(database, { timeZone: 'Pacific/Kiritimati', members: { olga: 'viewer' } });
});
afterAll(() => database.drop());

interface Piece {
  readonly organizationId?: string;
  readonly expected: number;
  readonly examined: number;
  readonly isCompleted?: boolean;
}

/** One of all organizations unless told otherwise. @returns its id */
async function recalculationOf(
  pieces: readonly Piece[],
  { organizationId, isPlanned = true }: { organizationId?: string; isPlanned?: boolean } = {},
): Promise<string> {
  const id = randomUUID();
  const createdAt = '2026-01-26T10:00:00Z';
  await database.admin.query(
    `insert into recalculations
       (id, organization_id, cause, start_time, end_time, status, created_by, created_at, planned_at)
     values ($1, $2, 'price_feed', '-infinity', 'infinity', $3, 'test', $4, $5)`,
    [id, organizationId ?? null, isPlanned ? 'running' : 'queued', createdAt, isPlanned ? createdAt : null],
  );
  for (const [index, piece] of pieces.entries()) {
    await database.admin.query(
      `insert into recalculation_pieces
         (recalculation_id, organization_id, start_time, end_time, executions_expected, executions_examined, completed_at)
       values ($1, $2, $3, '2026-02-01', $4, $5, $6)`,
      [
        id,
        piece.organizationId ?? own,
        `2026-01-0${index + 1}`,
        piece.expected,
        piece.examined,
        piece.isCompleted ? '2026-01-26' : null,
      ],
    );
  }
  return id;
}

/** As an operator, who sees what all organizations have: the statement has to narrow by itself. */
const read = (
  query: { organizationId?: string; id?: string; after?: string },
  now = '2026-01-26T12:00:00Z',
) =>
  asCaller(database.api, { ...nobody, subject: 'olga', isOperator: true }, (transaction) =>
    readRecalculations(transaction, {
      organizationId: query.organizationId ?? null,
      id: query.id,
      after: query.after,
      limit: 100,
      now: new Date(now),
    }),
  );

test.each<[string, readonly Piece[], number]>([
  ['nothing begun', [{ expected: 3, examined: 0 }], 0],
  ['a third', [{ expected: 3, examined: 1 }], 0.3333],
  ['two thirds, never rounded up', [{ expected: 3, examined: 2 }], 0.6666],
  ['all but one of many', [{ expected: 100_000, examined: 99_999 }], 0.9999],
  ['more than was expected, and not yet done', [{ expected: 2, examined: 5 }], 1],
  ['done, with fewer than expected', [{ expected: 4, examined: 1, isCompleted: true }], 1],
  [
    'one of two pieces done, with fewer than expected',
    [
      { expected: 3, examined: 1, isCompleted: true },
      { expected: 1, examined: 0 },
    ],
    0.75,
  ],
  ['no piece at all', [], 1],
])('progress: %s', async (_, pieces, progress) => {
  const [found] = await read({ id: await recalculationOf(pieces) });
  expect(found?.progress).toBe(progress);
});

test('what is not planned has not begun', async () => {
  const [found] = await read({ id: await recalculationOf([], { isPlanned: false }) });
  expect(found).toMatchObject({ status: 'queued', progress: 0 });
});

test('where nothing has changed, the figures are 0', async () => {
  const [found] = await read({ id: await recalculationOf([{ expected: 1, examined: 1 }]) });
  expect(found).toMatchObject({
    executions_examined: 1,
    executions_changed: 0,
    exact: { actual_cost_before: '0', actual_cost_after: '0', savings_before: '0', savings_after: '0' },
    restated: [],
  });
});

// The first of February begins in Kiritimati (UTC+14) on the 31st of January at 10:00 UTC.
test.each([
  ['2026-01-31', '2026-01-31T09:59:59Z', false],
  ['2026-01-31', '2026-01-31T10:00:00Z', true],
  ['2026-02-01', '2026-01-31T10:00:00Z', false],
  ['2026-02-01', '2026-02-28T09:59:59Z', false],
  ['2026-02-01', '2026-02-28T10:00:00Z', true],
])("with %s alone restated, at %s the month's being over is %s", async (day, now, closed) => {
  const id = await recalculationOf([{ organizationId: other, expected: 1, examined: 1 }]);
  await database.admin.query('insert into recalculation_days values ($1, $2, $3, 1, 1, 2, 3, 4)', [
    id,
    other,
    day,
  ]);
  const [found] = await read({ id, organizationId: other }, now);
  expect(withFigures(found).restated.map((month) => month.closed)).toEqual([closed]);
});

test('an organization is told its own, and those of all that concern it or may yet', async () => {
  await database.admin.query('truncate recalculations, recalculation_pieces, recalculation_days');
  const ids = new Map<string, string>();
  const create = async (name: string, ...what: Parameters<typeof recalculationOf>) =>
    ids.set(name, await recalculationOf(...what));
  await create('own, planned, nothing to do', [], { organizationId: own });
  await create('own, queued', [], { organizationId: own, isPlanned: false });
  await create("another's, queued", [], { organizationId: other, isPlanned: false });
  await create("another's", [{ organizationId: other, expected: 1, examined: 0 }], { organizationId: other });
  await create('of all, queued', [], { isPlanned: false });
  await create('of all, with something to do', [{ expected: 1, examined: 0 }]);
  await create("of all, with something of another's to do", [
    { organizationId: other, expected: 1, examined: 0 },
  ]);
  const nameOf = new Map([...ids].map(([name, id]) => [id, name]));
  const told = await read({ organizationId: own });
  expect(new Set(told.map(({ id }) => nameOf.get(id)))).toEqual(
    new Set(['own, planned, nothing to do', 'own, queued', 'of all, queued', 'of all, with something to do']),
  );
  expect(await read({})).toHaveLength(ids.size);
  for (const [name, id] of ids) {
    const isTold = !name.startsWith("another's");
    expect(await read({ organizationId: own, id })).toHaveLength(isTold ? 1 : 0);
  }
});

test('those asked for at one instant have one order, page after page', async () => {
  await database.admin.query('truncate recalculations, recalculation_pieces, recalculation_days');
  const ids = await Promise.all(Array.from({ length: 8 }, () => recalculationOf([])));
  const newestFirst = ids.toSorted().toReversed();
  expect((await read({})).map(({ id }) => id)).toEqual(newestFirst);
  for (const [index, after] of newestFirst.entries()) {
    expect((await read({ after })).map(({ id }) => id)).toEqual(newestFirst.slice(index + 1));
  }
});
