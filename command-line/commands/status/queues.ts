import { age } from '../../output.ts';
import type { Depth } from '../../queues.ts';
import { Trouble } from '../../trouble.ts';
import { count, LIMITS, unanswered, type Check } from './check.ts';

/** A queue with the age of its oldest message in seconds: null where there is none, or why it is not known. */
export interface Queued extends Depth {
  readonly oldest: number | null | Trouble;
}

export function checkQueues(queue: Queued | Trouble, deadLetters: Queued | Trouble): Check[] {
  return [
    queue instanceof Trouble ? unanswered('Queue', queue, 'The queue grows') : checkQueue(queue),
    deadLetters instanceof Trouble
      ? unanswered('Dead letters', deadLetters, 'Dead letters')
      : checkDeadLetters(deadLetters),
  ];
}

function checkQueue({ waiting, inFlight, oldest }: Queued): Check {
  const isEmpty = waiting + inFlight === 0;
  return {
    what: 'Queue',
    value: `${count(waiting)} waiting, ${count(inFlight)} in work${isEmpty ? '' : ageOf(oldest, 'the oldest of')}`,
    limit: `none older than ${age(LIMITS.queueAge)}`,
    isWell: typeof oldest !== 'number' || isEmpty || oldest <= LIMITS.queueAge,
    runbook: 'The queue grows',
  };
}

function checkDeadLetters({ waiting, inFlight, oldest }: Queued): Check {
  const dead = waiting + inFlight;
  const value = `${count(dead)}${dead === 0 ? '' : ageOf(oldest, 'the oldest of')}`;
  return {
    what: 'Dead letters',
    value,
    limit: 'none',
    isWell: dead === 0,
    runbook: 'Dead letters',
    hint: 'payback dead-letters list',
  };
}

function ageOf(oldest: Queued['oldest'], label: string): string {
  return oldest instanceof Trouble ? `, of unknown age: ${oldest.message}` : `, ${label} ${age(oldest)}`;
}
