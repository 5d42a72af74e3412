import { timeout } from '../../shared/http/database-problem.ts';

/** API Gateway gives up 30 seconds after a request came; the last part and the commit take less than the rest. */
const LONGEST_READ_MS = 25_000;

/**
 * Stops what reads for a file before nobody waits for it any more.
 * @param things what there is too much of
 * @param elapsed milliseconds since the request came
 * @throws Problem 503
 */
export function readInTime(things: string, elapsed: number): void {
  if (elapsed <= LONGEST_READ_MS) return;
  const detail = 'must be fewer days apart, or the filters narrower';
  throw timeout(`There are more ${things} than can be exported at once. Ask for fewer days.`, [
    { parameter: 'start_date', detail },
    { parameter: 'end_date', detail },
  ]);
}
