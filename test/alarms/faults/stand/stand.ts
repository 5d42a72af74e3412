import type { TestDatabase } from '../../../support/test-database.ts';
import { templatesOf } from '../../../lib/synthesized.ts';
import { alarmsOf, compositesOf } from '../../template-alarms.ts';
import { SHARE_OF_TIME } from './assembly.ts';
import type { Values } from '../../evaluate.ts';
import { awsModel } from './aws-model.ts';
import { deliver, keyOf, purge, request, type Answer, type Minute, type Request } from './calls.ts';
import { databasesOf } from './database.ts';
import { startFunctions, type Functions } from './functions.ts';
import { keyOfMetric, seriesOf, valuesOf, type Phase } from './minutes.ts';
import { endedBy, type End } from './ends.ts';
import { functionsOf, schedulesOf } from './schedules.ts';
import { isAbout, nameOf, told } from './told.ts';
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
  /** What happens while jobs run. */
  readonly meanwhile?: (context: Context) => Promise<void>;
  /** A function, and how each call of it ends: of all others a minute came to what it does when all is well. */
  readonly ends?: readonly [name: string, End];
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
  /** Whether messages, requests and jobs come at the same time; one after the other by default, so that they do not slow each other down. */
  readonly isAtOnce?: true;
  /** Whether it is about how long answers and statements take. */
  readonly isTimed?: true;
}

export type Stand = Awaited<ReturnType<typeof startStand>>;

async function answersOf(functions: Functions, requests: readonly Request[], { isAtOnce, isTimed }: Fault) {
  const share = isTimed ? 1 : SHARE_OF_TIME;
  const answerOf = async (each: Request): Promise<Answer> => {
    const answer = await request(functions, each);
    return { ...answer, milliseconds: answer.milliseconds * share };
  };
  if (isAtOnce) return Promise.all(requests.map(answerOf));
  const answers: Answer[] = [];
  for (const each of requests) answers.push(await answerOf(each));
  return answers;
}

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
    const context = { functions, database, world: found, lists: lists.lists };
    const heal = await fault.inject?.(context);
    const shorten = fault.isTimed && (await functions.tellRealDurations());
    try {
      const sent = fault.messages?.(found) ?? found.organizations.flatMap((each) => messages(each, 10));
      const delivering = deliver(functions, sent, fault.deliveries);
      if (!fault.isAtOnce) await delivering;
      const asking = answersOf(functions, (fault.requests ?? requestsOf)(found), fault);
      if (!fault.isAtOnce) await asking;
      const calling = Promise.all(
        [...new Map(schedules.map((each) => [keyOf(each), each])).values()]
          .filter(({ name }) => !fault.without?.includes(name))
          .map(async (each) => [keyOf(each), await functions.invoke(each.name, each.input)] as const),
      );
      const [delivered, requests, calls] = await Promise.all([
        delivering,
        asking,
        calling,
        fault.meanwhile?.(context),
      ]);
      const outcomes = [...requests, ...delivered.deliveries, ...calls.map(([, outcome]) => outcome)];
      for (const each of outcomes.flatMap(({ published }) => published)) seen.add(keyOfMetric(each));
      return { calls: new Map(calls), requests, ...delivered };
    } finally {
      await heal?.();
      if (shorten) await shorten();
      lists.restore();
      await purge(functions);
    }
  }

  // The first one starts threads and fills caches.
  await minuteOf({ minutes: 0 });
  const well = await minuteOf({ minutes: 0 });
  const series = (phase: Phase) => seriesOf(phase, schedules, model);
  const before = series({ from: START - 8 * DAY_S, to: START, minute: well });

  /** What was published until an hour after the end of a fault. */
  async function publishedIn(fault: Fault): Promise<{ readonly values: Values; readonly end: number }> {
    const { ends, aws, without = [], isNew, inject, messages: sent, requests } = fault;
    const isInjected = (inject ?? sent ?? requests) !== undefined;
    const minute = isInjected ? await minuteOf(fault) : ends ? endedBy(well, ...ends) : well;
    const keys = schedules.filter(({ name }) => without.includes(name)).map((each) => keyOf(each));
    const end = START + fault.minutes * 60;
    const during = series({ from: START, to: end, minute, without: new Set(keys), ...(aws && { aws }) });
    if (isNew) return { values: valuesOf([during]), end };
    const after = series({ from: end, to: end + AFTER_S, minute: well });
    return { values: valuesOf([before, during, after]), end: end + AFTER_S };
  }

  return {
    well,
    /** Of all alarms that people are told of, alone or as part of others, and that need no learning. */
    names: alarms.alarms
      .filter(
        ({ id, threshold, actions }) =>
          threshold !== undefined &&
          (actions.length > 0 || alarms.composites.some((each) => isAbout(each, id))),
      )
      .map(nameOf),
    functions: [...functionsOf(service).values()],
    /** Metrics of ours that an alarm looks at, of functions that have published any, and that none of them has. */
    unseen(): readonly string[] {
      const services = new Set([...seen].map(serviceOf));
      const looked = alarms.alarms.flatMap((alarm) => Object.values(alarm.metrics)).map(keyOfMetric);
      return looked.filter((key) => services.has(serviceOf(key)) && !seen.has(key));
    },
    /** What people are told of, from when it begins until an hour after its end. */
    async toldOf(fault: Fault): Promise<readonly string[]> {
      const { values, end } = await publishedIn(fault);
      return told(alarms, values, START, end, stepOf(fault));
    },
    async stop() {
      await functions.stop();
      await databases.drop();
      await lists.stop();
    },
  };
}

/** Seconds from one look to the next: what lasts is seen by few. */
const stepOf = ({ minutes, ends }: Fault): number => (minutes > 12 * 60 || ends ? 300 : 60);

const serviceOf = (key: string): string => /"service","([\w-]+)"/.exec(key)?.[1] ?? 'of AWS';
