import { expect } from '@jest/globals';
import type { Buckets } from '../../../lambdas/erasure/buckets.ts';
import { auditAll } from '../../../lambdas/price-audit/price-audit.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { testHashes } from '../../support/fixture.ts';
import { runTwice as retainTwice } from '../../support/retention.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { runTwice as eraseTwice } from '../erasure/erasing.ts';
import { costOf, type Ledger } from './ledger.ts';
import { activeOn, keptRows, shownFigures, type KeptRow } from './shown.ts';

interface Account {
  readonly id: string;
  readonly ledger: Ledger;
}

type Shown = Awaited<ReturnType<typeof shownFigures>>;

interface Ended {
  readonly stores: Buckets;
  /** The first kept day after each decision, oldest first. */
  readonly cuts: readonly string[];
  readonly spared: readonly string[];
  readonly both: string;
}

/** Does what is left of all work, and compares every figure and every row with the account of the test. */
export async function checkEverything(
  database: TestDatabase,
  accounts: readonly Account[],
  ended: Ended,
): Promise<void> {
  await recalculate(database.pricing, { timeIsUp: () => false });
  await retainTwice(database);
  await eraseTwice(database, ended.stores);
  await fold(database.rollup, () => false);
  const fail = (...what: unknown[]) => {
    throw new Error(JSON.stringify(what));
  };
  const audit = {
    now: Date.now(),
    seed: 1,
    timeIsUp: () => false,
    onDifferences: fail,
    onDrift: fail,
    onFailure: fail,
    allDays: true,
  };
  expect(await auditAll(database.pricing, audit)).toMatchObject({ drifted: 0, differences: 0, unaudited: 0 });
  for (const account of accounts) {
    const rows = await keptRows(database, account.id);
    const states = await checkFigures(database, account, ended.cuts);
    checkRows(rows, account.ledger, ended.cuts.at(-1) ?? '');
    await checkPeople(database, account, { ...ended, states, rows });
    await checkRest(database, account.id);
  }
}

/** @returns in which state each day ended */
async function checkFigures(
  database: TestDatabase,
  { id, ledger }: Account,
  cuts: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const shown = await shownFigures(database, id);
  const days = [...new Set(ledger.sent.map(({ day }) => day))].sort();
  const states = new Map<string, number>();
  let state = 0;
  for (const [index, cut] of cuts.entries()) {
    const group = days.filter((day) => day >= (cuts[index - 1] ?? '') && day < cut);
    const found = ledger.stateOf(shown, group, state);
    if (found === undefined)
      throw new Error(`no state has the figures of ${group.join(' ')}: ${told(shown, ledger, group)}`);
    state = found;
    for (const day of group) states.set(day, state);
  }
  const last = ledger.asked.length;
  for (const day of days.filter((each) => each >= (cuts.at(-1) ?? ''))) {
    expect([day, shown.get(day) ?? new Map()]).toEqual([day, ledger.figures(day, last)]);
    states.set(day, last);
  }
  expect([...shown.keys()].filter((day) => !states.has(day))).toEqual([]);
  return states;
}

/** Which states have the figures of each day, and what was asked for. */
const told = (shown: Shown, ledger: Ledger, days: readonly string[]): string =>
  JSON.stringify({
    days: days.map((day) => [
      day,
      ledger.asked.flatMap((_, index) => ledger.stateOf(shown, [day], index) ?? []),
    ]),
    asked: ledger.asked.map((each) =>
      each.kind === 'price' ? String(each.price) : `${each.kind} ${each.id}`,
    ),
  });

/** What is left are the executions of the kept days, each with its cost and the void that it is out by. */
function checkRows(rows: readonly KeptRow[], ledger: Ledger, firstDay: string): void {
  const { price, voidOf } = ledger.after(ledger.asked.length);
  const expected = ledger.sent
    .filter(({ day }) => day >= firstDay)
    .map((each) => [each.id, each.day, voidOf.get(each.id) ?? null, costOf(each, price)]);
  const byId = (left: readonly unknown[], right: readonly unknown[]) =>
    String(left[0]) < String(right[0]) ? -1 : 1;
  expect(rows.map(({ id, day, void_id: by, cost }) => [id, day, by, cost]).sort(byId)).toEqual(
    expected.sort(byId),
  );
}

async function checkPeople(
  database: TestDatabase,
  { id, ledger }: Account,
  {
    spared,
    both,
    states,
    rows,
  }: Ended & { readonly states: ReadonlyMap<string, number>; readonly rows: readonly KeptRow[] },
): Promise<void> {
  const { rows: erased } = await database.admin.query<{ user_id: string; is_finished: boolean }>(
    `select user_id, finished_at is not null as is_finished from erased_users t join erasures e on e.id = t.erasure_id
     where t.organization_id = $1`,
    [id],
  );
  expect(erased.every((each) => each.is_finished)).toBe(true);
  const hashes = await testHashes();
  const isErased = (user: string) => erased.some((each) => each.user_id === hashes.hashUser(id, user).id);
  const users = new Map(ledger.sent.map((each) => [each.id, each.user]));
  for (const row of rows)
    expect([row.id, row.is_erased]).toEqual([row.id, isErased(users.get(row.id) ?? '')]);

  const touched = new Set(ledger.asked.flatMap((each) => (each.kind === 'void' ? each.executions : [])));
  const active = await activeOn(database, id);
  for (const [day, state] of states) {
    const counting = new Set(ledger.counted(day, state).map(({ user }) => user));
    const exact = [...counting].filter((user) => user !== both || !isErased(user)).length;
    // Of whom some work was voided, and who was erased, what of it counts is not known any more.
    const ofBoth = ledger.sent.filter((each) => each.day === day && each.user === both);
    const isOpen = isErased(both) && ofBoth.some((each) => touched.has(each.id));
    const least = exact + (isErased(both) && !isOpen ? 1 : 0);
    const shown = active.get(day) ?? 0;
    expect([day, shown >= least && shown <= least + (isOpen ? 1 : 0), shown, least]).toEqual([
      day,
      true,
      shown,
      least,
    ]);
    expect(spared.every((user) => counting.has(user))).toBe(true);
  }
}

/** Nothing of what has gone is left elsewhere. */
async function checkRest({ admin }: TestDatabase, id: string): Promise<void> {
  const ofExecutions = 'select id from task_executions where organization_id = $1';
  const { rows } = await admin.query(
    `select
       (select count(*)::integer from execution_keys where organization_id = $1 and id not in (${ofExecutions})) as keys,
       (select count(*)::integer from routing_decisions where organization_id = $1 and id not in (${ofExecutions})) as decisions,
       (select count(*)::integer from execution_flags where organization_id = $1 and execution_id not in (${ofExecutions})) as flags,
       (select count(*)::integer from rollup_deltas where organization_id = $1) as deltas,
       (select count(*)::integer from erasure_people where organization_id = $1) as people,
       (select count(*)::integer from users u where organization_id = $1 and id in (
         select user_id from erased_users where organization_id = $1)) as users`,
    [id],
  );
  expect(rows).toEqual([{ keys: 0, decisions: 0, flags: 0, deltas: 0, people: 0, users: 0 }]);
}
