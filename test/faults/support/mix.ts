import { fold } from '../../../lambdas/rollup/fold.ts';
import { createRandom, type Random } from '../../../local/demo/random.ts';
import { failureOf } from '../../../shared/database/failure.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import { ALWAYS } from '../../support/recalculations.ts';
import { mixedFaults } from './mixed-faults.ts';
import { ownCluster, startFaultStack, type FaultStack } from './stack.ts';

export interface MixOptions {
  readonly seed: number;
  /** Asked after each round: of how many, and for how many milliseconds it has gone on. */
  readonly isOver: (rounds: number, milliseconds: number) => boolean;
  readonly onRound: (round: Round) => void;
}

interface Round {
  readonly number: number;
  readonly fault: string;
  /** Messages, from the beginning on. */
  readonly sent: number;
  readonly milliseconds: number;
}

/** Fewer than in the template, so that poison takes less time; enough for each of the faults. */
const RECEIVES = 6;
const ROUNDS_BETWEEN_CHECKS = 4;

/**
 * One fault after another, drawn by a seed, over one running stack whose prices change and whose jobs run twice at the same time.
 * The seed says which faults and messages; how they meet is the machine's.
 * @throws Error with seed, round and fault when something is lost, is there twice, or is wrong
 */
export async function runMix({ seed, isOver, onRound }: MixOptions): Promise<void> {
  const random = createRandom(seed);
  const cluster = await ownCluster();
  const stack = await startFaultStack({ cluster, seed, receives: RECEIVES, concurrency: 2 });
  const started = performance.now();
  try {
    for (let number = 1; ; number += 1) {
      const fault = random.pick(Object.keys(mixedFaults));
      try {
        const messages = draw(stack, random);
        if (random.share() < 0.3) await changePrice(stack, random);
        const jobs = runJobsTwice(stack);
        await mixedFaults[fault]?.({
          stack,
          cluster,
          send: () => stack.queue.send(messages),
          sendAndHold: (before) => stack.sendAndHold(messages, before),
        });
        await stack.returnUntilSettled();
        await jobs;
        const milliseconds = performance.now() - started;
        const over = isOver(number, milliseconds);
        if (over || number % ROUNDS_BETWEEN_CHECKS === 0) {
          await recalculate(stack.database.pricing, { timeIsUp: ever });
          await stack.check();
        }
        onRound({ number, fault, sent: stack.account.sent, milliseconds });
        if (over) return;
      } catch (cause) {
        throw new Error(`Seed ${seed}, round ${number}: ${fault}. ${String(cause)}`, { cause });
      }
    }
  } finally {
    await stack.stop();
    await cluster.stop();
  }
}

const ever = () => false;
const upTo = (random: Random, most: number) => Math.floor(random.between(0, most + 1));

function draw({ account }: FaultStack, random: Random): string[] {
  const messages = [
    ...account.executions(5 + upTo(random, 40), random.pick([0, 0, 0, 30])),
    ...account.repetitions(upTo(random, 10)),
    ...account.refused(upTo(random, 4)),
    ...account.poisoned(random.share() < 0.2 ? 1 : 0),
  ];
  return messages
    .map((message) => ({ message, place: random.share() }))
    .sort((left, right) => left.place - right.place)
    .map(({ message }) => message);
}

/** As a change of prices is made: with the recalculations that it needs, after the ingest under way. */
async function changePrice(
  { account, database, organizationIds }: FaultStack,
  random: Random,
): Promise<void> {
  const price = BigInt(1 + upTo(random, 999_998));
  const client = await database.admin.connect();
  try {
    await client.query('begin');
    await client.query("update provider_pricing set cost_per_unit = $1 where provider = 'fast'", [
      `0.${String(price).padStart(12, '0')}`,
    ]);
    for (const id of organizationIds) {
      await client.query(
        "select request_recalculation($1, 'new_price', null, $2, $3, null, null, null, 'test')",
        [id, ...ALWAYS],
      );
    }
    await client.query('select lock_pricing_inputs()');
    await client.query('commit');
  } finally {
    client.release(true);
  }
  account.price = price;
}

/** What the database ends is run again by the next round, as a schedule would. */
async function runJobsTwice({ database }: FaultStack): Promise<void> {
  const jobs = [
    () => fold(database.rollup, ever),
    () => recalculate(database.pricing, { timeIsUp: ever, batchSize: 20 }),
  ];
  await Promise.all(
    [...jobs, ...jobs].map((job) =>
      job().catch((error: unknown) => {
        if (failureOf(error) === undefined) throw error;
      }),
    ),
  );
}
