import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import type { Database } from '../../../shared/database/database.ts';
import type { Api } from '../../support/api.ts';
import { createOrganization, createPrice } from '../../support/fixture.ts';
import { limit } from '../../support/limits.ts';
import { keepFor, ripen } from '../../support/retention.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { breaking } from '../../support/breaking-database.ts';
import { ask, startBuckets } from '../erasure/erasing.ts';
import { userDataApi } from '../user-data/user-data.ts';
import { checkEverything } from './checks.ts';
import {
  accepted,
  deliver,
  drawn,
  drawnFrom,
  endSession,
  jobsOf,
  LOGINS,
  messageOf,
  running,
  type Draw,
} from './jobs.ts';
import { BASELINE_PRICE, dayOf, FIRST_PRICE, Ledger } from './ledger.ts';
import { isQuiet, requestsOf, startAnew } from './requests.ts';

/** Of whom nothing is ever voided, and who are erased; who is both; who is neither erased nor spared. */
const SPARED = ['ann', 'bob'];
const BOTH = 'eve';
const OTHERS = ['cy', 'dee'];
const USERS = [...SPARED, BOTH, ...OTHERS];
const DAYS = 20;
const KEPT = [60, 13, 9, 5, 3];

let database: TestDatabase;
let api: Api;
let outside: Awaited<ReturnType<typeof startBuckets>>;
let connections: Database[];

beforeAll(async () => {
  database = await createTestDatabase();
  api = userDataApi(database.api);
  outside = await startBuckets();
  connections = LOGINS.map((role) => database.connectAs(role, { connections: 3 }));
});
afterAll(async () => {
  await Promise.all(connections.map((each) => each.end()));
  await outside.stop();
  await database.drop();
});

type Step = 'price' | 'void' | 'restore' | 'erase' | 'kill';
const steps = fc.constantFrom<Step[]>('price', 'void', 'void', 'restore', 'erase', 'kill', 'kill', 'kill');
/** What is asked while one more part of the days ends. */
const phases = fc.array(fc.array(steps, { minLength: 4, maxLength: 9 }), {
  minLength: KEPT.length - 1,
  maxLength: KEPT.length - 1,
});

async function runTogether(phasesOf: readonly (readonly Step[])[], draw: Draw): Promise<void> {
  await startAnew(database);
  const members = { alice: 'admin' } as const;
  const accounts = [
    { id: await createOrganization(database, { members }), ledger: new Ledger() },
    { id: await createOrganization(database, { members }), ledger: new Ledger() },
  ];
  const account = () => drawnFrom(draw, accounts);
  const send = async (
    { id, ledger }: (typeof accounts)[number],
    age: number,
    users: readonly string[],
    databaseOf: () => Database,
  ) => {
    const sent = drawn(draw, dayOf(age), users);
    const messages = sent.map((each) => messageOf(id, { ...each, age }));
    await deliver(messages, databaseOf);
    ledger.sent.push(...(await accepted(database, sent)));
    // A message that was delivered once may come again.
    if (draw(4) === 0) await deliver(messages, databaseOf);
  };
  for (const each of accounts) {
    for (let age = 1; age <= DAYS; age += 1) await send(each, age, USERS, () => database.ingest);
  }

  const stopped = new AbortController();
  let runs = 0;
  const kills = { between: 0, sessions: 0 };
  const cuts = new Set<string>();
  const onRun = (isKilled: boolean) => {
    runs += 1;
    if (isKilled) kills.between += 1;
  };
  // What was being stored when a day ended is stored before the day goes, as it is within five minutes.
  let storing = Promise.resolve();
  const ingesting = async () => {
    const own = connections[0] ?? database.ingest;
    while (!stopped.signal.aborted) {
      const users = Array.from({ length: 1 + draw(4) }, () => drawnFrom(draw, USERS));
      const databaseOf = () => (draw(3) === 0 ? breaking(own, 1 + draw(4), draw(2) === 0) : own);
      storing = send(account(), 1 + draw(DAYS), users, databaseOf);
      await storing;
      await setImmediate();
    }
  };
  const jobs = Object.values(jobsOf(outside.stores)).map((work, index) =>
    running(work, {
      database: connections[index + 1] ?? database.upkeep,
      draw,
      isStopped: () => stopped.signal.aborted,
      onRun,
    }),
  );
  const everything = Promise.all([ingesting(), ...jobs]);
  // Whatever ends is told at once, and ends the waiting.
  let failure: unknown;
  everything.catch((error: unknown) => {
    failure = error;
    stopped.abort();
  });
  const until = async (isTrue: () => boolean | Promise<boolean>) => {
    while (!(await isTrue())) {
      if (failure !== undefined) throw failure;
      await setImmediate();
    }
  };

  const take = requestsOf({ database, draw, accounts, spared: SPARED });
  const erase = () => ask(api, account().id, drawnFrom(draw, [...SPARED, BOTH]));
  const kill = async () => void (kills.sessions += await endSession(database, draw));
  for (const [phase, asked] of phasesOf.entries()) {
    const keeps = KEPT[phase + 1] ?? 3;
    for (const [index, step] of asked.entries()) {
      if (index === 1) for (const { id } of accounts) await keepFor(database, id, keeps);
      await { ...take, erase, kill }[step]();
      const enough = runs + draw(6);
      await until(() => runs >= enough);
    }
    await until(async () => {
      const { rows } = await database.admin.query('select from retention_cuts where kept_from >= $1', [
        dayOf(keeps),
      ]);
      return rows.length === accounts.length && (await isQuiet(database));
    });
    cuts.add(dayOf(keeps));
    await storing.catch(() => undefined);
    await ripen(database);
  }
  stopped.abort();
  await everything;
  expect(kills.between).toBeGreaterThan(5);
  expect(kills.sessions).toBeGreaterThan(0);
  await checkEverything(database, accounts, {
    stores: outside.stores,
    cuts: [...cuts],
    spared: SPARED,
    both: BOTH,
  });
}

test(
  'beside each other, killed anywhere and run again, they leave every figure as it was asked for',
  async () => {
    await createPrice(database, { provider: 'fast', costPerUnit: '0.000001234567' });
    await createPrice(database, { provider: 'slow', costPerUnit: '0.000007654321' });
    expect([FIRST_PRICE, BASELINE_PRICE]).toEqual([1_234_567n, 7_654_321n]);
    await fc.assert(
      fc.asyncProperty(phases, fc.infiniteStream(fc.nat()), async (phasesOf, numbers) => {
        const draw: Draw = (below) => (numbers.next().value ?? 0) % below;
        await runTogether(phasesOf, draw);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  },
  limit(90),
);
