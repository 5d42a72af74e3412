// npm run test:faults: the mix of faults for as long as wanted.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { measureSlowness } from '../support/limits.ts';
import { runMix } from './support/mix.ts';

const USAGE = 'Usage: npm run test:faults -- [--seconds 600] [--seed 1]';

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new Error(`--${name} must be a whole number, not ${text}.`);
}

function readOptions() {
  const { values } = parseArgs({ options: { seconds: { type: 'string' }, seed: { type: 'string' } } });
  return {
    seconds: wholeNumber('seconds', values.seconds ?? '600'),
    seed: wholeNumber('seed', values.seed ?? String(randomInt(2 ** 31))),
  };
}

async function main(): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 2;
  }
  const { seconds, seed } = options;
  let isInterrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isInterrupted = true;
      console.log('Ends after this round; again ends it at once.');
    });
  }
  console.log(`The seed is ${seed}: npm run test:faults -- --seconds ${seconds} --seed ${seed}`);
  try {
    await runMix({
      seed,
      isOver: (_rounds, milliseconds) => isInterrupted || milliseconds >= seconds * 1_000,
      onRound: ({ number, fault, sent, milliseconds }) => {
        const time = `${Math.round(milliseconds / 1_000)} of ${seconds} s`;
        console.log(`${time.padStart(14)}  round ${number}: ${fault} (${sent} messages so far)`);
      },
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
  console.log('Nothing was lost, nothing was there twice, and every figure was right.');
  return 0;
}

measureSlowness();
process.exitCode = await main();
