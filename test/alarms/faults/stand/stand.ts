import type { TestDatabase } from '../../../support/test-database.ts';
import { templatesOf } from '../../../lib/synthesized.ts';
import { alarmsOf, compositesOf } from '../../template-alarms.ts';
import { awsModel } from './aws-model.ts';
import { deliver, keyOf, purge, request, type Minute, type Request } from './calls.ts';
import { databasesOf } from './database.ts';
import { startFunctions, type Functions } from './functions.ts';
import { keyOfMetric, seriesOf, valuesOf, type Phase } from './minutes.ts';
import { functionsOf, schedulesOf } from './schedules.ts';
import { told } from './told.ts';
import { fill, messages, requestsOf, serveLists, type Lists, type World } from './world.ts';

const DAY_S = 86_400;
const bucket = 'https://prices.s3.eu-west-1.amazonaws.com';
/** With lists whose age and content a test may set. */
const SETTINGS = { priceFeedUrl: `${bucket}/feed.json`, priceListUrl: `${bucket}/second.json` };
/** A Wednesday. Not the clock of this machine, which functions have: only when in their minutes calls are put. */
const START = Date.parse('2026-01-28T10:00:00Z') / 1_000;
/** How long it is well again after a fault, and watched: all windows but days are over by then, or well. */
const AFTER_S = 60 * 60;

export interface Context {
  readonly functions: Functions;
  readonly database: TestDatabase;
  readonly world: World;
  readonly lists: Lists;
}

export interface Fault {
  /** How long it lasts. */
  readonly minutes: number;
  /** Makes it so. @returns what ends it, where a new database does not */
  readonly inject?: (context: Context) => Promise<void | (() => unknown)>;
  /** Bodies of the messages of a minute; some that are well by default. */
  readonly messages?: (world: World) => readonly string[];
  /** How often what fails is delivered; once by default. */
  readonly deliveries?: number;
  /** What is asked in a minute; reads that are well by default. */
  readonly requests?: (world: World) => readonly Request[];
  /** Functions that their schedules do not call. */
  readonly without?: readonly string[];
  /** Whether nothing was there before. */
  readonly isNew?: true;
  /** What AWS publishes of itself, where it is not as it should be. */
  readonly aws?: Readonly<Record<string, number>>;
  /** Whom it keeps from answering: the seconds of a try are waited for once, not three times. */
  readonly tries?: number;
}

export type Stand = Awaited<ReturnType<typeof startStand>>;

/** A deployment in one piece, with its alarms, and what a minute of it comes to when all is well. */
export async function startStand() {
  const lists = await serveLists();
  let world: World | undefined;
  const databases = await databasesOf(async (database) => {
    world = await fill(database, lists.feedUrl);
  });
  if (world === undefined) throw new Error('nothing was filled');
  const found = world;
  const functions = await startFunctions({
    settings: SETTINGS,
    database: databases,
    environment: { 'price-feed': { PRICE_FEED_URL: lists.feedUrl, PRICE_LIST_URL: lists.secondUrl } },
  });
  const { service } = await templatesOf('prod', SETTINGS);
  const alarms = {
    alarms: await alarmsOf('prod', SETTINGS),
    composites: await compositesOf('prod', SETTINGS),
  };
  const schedules = schedulesOf(service);
  const model = awsModel(alarms.alarms, functionsOf(service));

  /** What was published so far. */
  const seen = new Set<string>();

  async function minuteOf(fault: Fault): Promise<Minute> {
    const database = await databases.fresh();
    const heal = await fault.inject?.({ functions, database, world: found, lists: lists.lists });
    try {
      const sent = fault.messages?.(found) ?? found.organizations.flatMap((each) => messages(each, 10));
      const delivered = await deliver(functions, sent, fault.deliveries);
      const requests = [];
      for (const each of (fault.requests ?? requestsOf)(found)) {
        // Of some tries the fastest: how busy this machine is with other tests is nobody's fault.
        const tries = [];
        for (let index = 0; index < (fault.tries ?? 3); index += 1)
          tries.push(await request(functions, each));
        tries.sort((left, right) => left.milliseconds - right.milliseconds);
        requests.push(...tries.slice(0, 1));
      }
      const calls = await Promise.all(
        [...new Map(schedules.map((each) => [keyOf(each), each])).values()]
          .filter(({ name }) => !fault.without?.includes(name))
          .map(async (each) => [keyOf(each), await functions.invoke(each.name, each.input)] as const),
      );
      const outcomes = [...requests, ...delivered.deliveries, ...calls.map(([, outcome]) => outcome)];
      for (const each of outcomes.flatMap(({ published }) => published)) seen.add(keyOfMetric(each));
      return { calls: new Map(calls), requests, ...delivered };
    } finally {
      await heal?.();
      lists.restore();
      await purge(functions);
    }
  }

  // The first one starts threads and fills caches.
  await minuteOf({ minutes: 0 });
  const well = await minuteOf({ minutes: 0 });
  const series = (phase: Phase) => seriesOf(phase, schedules, model);
  const before = series({ from: START - 8 * DAY_S, to: START, minute: well });

  return {
    well,
    /** Metrics of ours that an alarm looks at, of functions that have published any, and that none of them has. */
    unseen(): readonly string[] {
      const services = new Set([...seen].map(serviceOf));
      const looked = alarms.alarms.flatMap((alarm) => Object.values(alarm.metrics)).map(keyOfMetric);
      return looked.filter((key) => services.has(serviceOf(key)) && !seen.has(key));
    },
    minuteOf,
    /** What people are told of, from when it begins until an hour after its end. */
    async toldOf(fault: Fault): Promise<readonly string[]> {
      const minute = await minuteOf(fault);
      const without = new Set(
        schedules.filter(({ name }) => fault.without?.includes(name)).map((each) => keyOf(each)),
      );
      const end = START + fault.minutes * 60;
      const during = { from: START, to: end, minute, without, ...(fault.aws && { aws: fault.aws }) };
      const after = { from: end, to: end + AFTER_S, minute: well };
      const values = valuesOf([
        ...(fault.isNew ? [] : [before]),
        series(during),
        ...(fault.isNew ? [] : [series(after)]),
      ]);
      return told(
        alarms,
        values,
        START,
        fault.isNew ? end : end + AFTER_S,
        fault.minutes > 12 * 60 ? 300 : 60,
      );
    },
    async stop() {
      await functions.stop();
      await databases.drop();
      await lists.stop();
    },
  };
}

const serviceOf = (key: string): string => /"service","([\w-]+)"/.exec(key)?.[1] ?? 'of AWS';
