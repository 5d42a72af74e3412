import { ApiProblem } from './problem.ts';

const MOST_RETRIES = 2;
const LONGEST_MS = 60_000;

/** Whether a read that failed is tried again. @param failures how often it has failed before */
export function mayRetry(failures: number, error: Error): boolean {
  return failures < MOST_RETRIES && !(error instanceof ApiProblem && isFinal(error.details.status));
}

/** What a second try does not change; too many requests pass by themselves. */
const isFinal = (status: number) => status < 500 && status !== 429;

/**
 * When it is: as soon as the API says that it makes sense, at most after a minute; else after one and two seconds.
 * @param now epoch milliseconds
 * @returns milliseconds
 */
export function retryDelay(failures: number, error: Error, now: number): number {
  const retryAt = error instanceof ApiProblem ? error.retryAt : undefined;
  if (retryAt === undefined) return 1_000 * 2 ** failures;
  return Math.min(Math.max(0, retryAt - now), LONGEST_MS);
}

/**
 * @param retryAfter the header, in seconds
 * @param now epoch milliseconds
 * @returns epoch milliseconds; undefined without the header, or where it is no number of seconds
 */
export function retryAtOf(retryAfter: string | null, now: number): number | undefined {
  const seconds = Number(retryAfter ?? Number.NaN);
  return seconds >= 0 ? now + 1_000 * seconds : undefined;
}
