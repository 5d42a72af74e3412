import { DatabaseError } from 'pg';
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
  const code = error instanceof DatabaseError ? (error.code ?? '') : '';
  if (code === QUERY_CANCELED || CLIENT_TIMEOUT.test(error.message)) {
    return new Problem(
      503,
      'timeout',
      'It took too long',
      'Ask for a shorter range or fewer items, or try again.',
      {
        headers: { 'retry-after': '5' },
      },
    );
  }
  const description = 'code' in error ? `${String(error.code)} ${error.message}` : error.message;
  if (OUTAGE_CLASSES.includes(code.slice(0, 2)) || OUTAGE.test(description)) {
    return unavailable('The database cannot be reached; try again soon.', 5);
  }
  return undefined;
}
