import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../../shared/database/database.ts';
import { oldestUnfinished, unplanned } from '../../../shared/recalculation/work.statement.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
/** Arranges what there is and asks for it in one transaction, which no job may. */
let anybody: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  anybody = database.connectAs('postgres');
});
afterAll(async () => {
  await anybody.end();
  await database.drop();
});

interface Kept {
  readonly reason: string;
  readonly status: 'queued' | 'running' | 'completed';
  /** How long ago it was asked for. */
  readonly seconds: number;
}

/** What there is to do where these are all, by the clock of one transaction. */
const workOf = (kept: readonly Kept[]) =>
  anybody.transaction(async (transaction) => {
    await transaction.query('delete from recalculations');
    for (const { reason, status, seconds } of kept) {
      await transaction.query(
        `insert into recalculations
           (cause, reason, start_time, end_time, status, created_by, created_at, planned_at, finished_at)
         values ('price_feed', $1, '-infinity', 'infinity', $2, 'test', now() - make_interval(secs => $3),
           case when $2 <> 'queued' then now() end, case when $2 = 'completed' then now() end)`,
        [reason, status, seconds],
      );
    }
    const { rows } = await transaction.query('select id, reason from recalculations');
    const reasonOf = new Map(rows.map(({ id, reason }) => [id, reason]));
    const waiting = await unplanned.run(transaction);
    const { seconds } = await oldestUnfinished.one(transaction);
    return { unplanned: waiting.map(({ id }) => reasonOf.get(id)), seconds };
  });

const completed: Kept = { reason: 'completed', status: 'completed', seconds: 400 };
const running: Kept = { reason: 'running', status: 'running', seconds: 300 };
const first: Kept = { reason: 'first', status: 'queued', seconds: 200 };
const second: Kept = { reason: 'second', status: 'queued', seconds: 100 };

test.each([
  ['nothing', [], [], 0],
  ['what is finished', [completed], [], 0],
  ['what is being worked on', [completed, running], [], 300],
  ['what is queued', [second, first, completed], ['first', 'second'], 200],
  ['all of it', [second, running, first, completed], ['first', 'second'], 300],
])(
  'of %s, the queued are to be planned, oldest first, and the unfinished wait',
  async (_, kept, queued, seconds) => {
    expect(await workOf(kept)).toEqual({ unplanned: queued, seconds });
  },
);
