import type { Minute } from './calls.ts';
import type { Outcome } from './captured.ts';

/** How a call ends of which the function itself can tell nothing. */
export type End = 'fails' | 'is throttled';

const ENDS: Readonly<Record<End, Outcome>> = {
  fails: { published: [], failure: 'Runtime.OutOfMemory', answer: undefined, milliseconds: 0 },
  'is throttled': {
    published: [],
    failure: 'TooManyRequestsException',
    isThrottled: true,
    answer: undefined,
    milliseconds: 0,
  },
};

/**
 * A minute in which every call of a function ended so: what API Gateway answers with 500 and above then, what stays in the queue. A
 * function that was not called in it is called once.
 */
export function endedBy(minute: Minute, name: string, end: End): Minute {
  const outcome = ENDS[end];
  const isOf = (key: string) => key.startsWith(`${name} `);
  const calls = new Map([...minute.calls].map(([key, each]) => [key, isOf(key) ? outcome : each]));
  if ([...calls.keys()].some(isOf)) return { ...minute, calls };
  if (name === 'ingest')
    return { ...minute, deliveries: minute.deliveries.map(() => outcome), failed: minute.sent };
  if (name === 'authorizer') {
    const requests = minute.requests.map((each) =>
      each.authorized ? { ...each, published: [], status: 500, authorized: outcome } : each,
    );
    return { ...minute, requests };
  }
  if (minute.requests.some((each) => each.name === name)) {
    const requests = minute.requests.map((each) =>
      each.name === name ? { ...each, ...outcome, status: 503 } : each,
    );
    return { ...minute, requests };
  }
  return { ...minute, others: new Map([[name, outcome]]) };
}
