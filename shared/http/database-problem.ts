import { DatabaseError } from 'pg';
import type { InvalidValue } from './problem-contract.ts';
import { Problem, unavailable } from './problem.ts';

const QUERY_CANCELED = '57014';
// Connection exceptions, insufficient resources, operator intervention (a failover among them).
const OUTAGE_CLASSES = ['08', '53', '57'];
// What the network and the driver report; the driver's errors have no code, only these words.
const OUTAGE =
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|Connection terminated|timeout exceeded when trying to connect/;
const CLIENT_TIMEOUT = /Query read timeout/;

/** What a failed statement means to a caller; undefined where it means that this code is wrong. */
export function databaseProblem(error: Error): Problem | undefined {
  if (isTimeout(error)) return timeout('Ask for a shorter range or fewer items, or try again.');
  const code = codeOf(error);
  const description = 'code' in error ? `${String(error.code)} ${error.message}` : error.message;
  if (OUTAGE_CLASSES.includes(code.slice(0, 2)) || OUTAGE.test(description)) {
    return unavailable('The database cannot be reached; try again soon.', 5);
  }
  return undefined;
}

/** Whether a statement was ended because it took longer than it may. */
export function isTimeout(error: unknown): boolean {
  return codeOf(error) === QUERY_CANCELED || (error instanceof Error && CLIENT_TIMEOUT.test(error.message));
}

/** @param detail what took too long, and what to ask for instead */
export function timeout(detail: string, errors?: readonly InvalidValue[]): Problem {
  const headers = { 'retry-after': '5' };
  return new Problem(
    503,
    'timeout',
    'The request took too long',
    detail,
    errors ? { headers, errors } : { headers },
  );
}

function codeOf(error: unknown): string {
  return error instanceof DatabaseError ? (error.code ?? '') : '';
}
