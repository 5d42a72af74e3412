import { test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { limit } from '../support/limits.ts';
import { runMix } from './support/mix.ts';

/** Some seconds of it; npm run test:faults goes on for as long as wanted. */
const ROUNDS = 5;
const seed = Number(process.env['PAYBACK_FAULTS_SEED'] ?? randomInt(2 ** 31));

test(
  'of a random mix of faults, nothing is lost, nothing is there twice and every figure is right',
  async () => {
    console.log(`The mix of faults has the seed ${seed}; PAYBACK_FAULTS_SEED=${seed} draws the same again.`);
    await runMix({ seed, isOver: (rounds) => rounds >= ROUNDS, onRound: () => undefined });
  },
  limit(120),
);
