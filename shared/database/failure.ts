import { DatabaseError } from 'pg';

/**
 * What a failed transaction was about:
 * - `connection`: it was lost, or could not be had
 * - `read_only`: the server takes no writes any more; after a failover the connection leads to what is a replica now
 * - `lock`: something else held what it needed for too long
 * - `time`: a statement took longer than it may
 * - `conflict`: PostgreSQL ended it in favour of another (a deadlock, or what cannot be put in an order)
 */
export type Failure = 'connection' | 'read_only' | 'lock' | 'time' | 'conflict';

// https://www.postgresql.org/docs/17/errcodes-appendix.html
const OF_CODE: Readonly<Record<string, Failure>> = {
  '25006': 'read_only',
  // idle_in_transaction_session_timeout and transaction_timeout: the server has closed the connection.
  '25P03': 'connection',
  '25P04': 'connection',
  '40001': 'conflict',
  '40P01': 'conflict',
  '55P03': 'lock',
  '57014': 'time',
};
// Connection exceptions, insufficient resources, operator intervention (a failover among them).
const OF_CLASS: Readonly<Record<string, Failure>> = {
  '08': 'connection',
  53: 'connection',
  57: 'connection',
};
const OF_NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
// The driver's own errors have no code, only these words.
const OF_DRIVER: readonly (readonly [RegExp, Failure])[] = [
  [/^Query read timeout/, 'time'],
  [/Connection terminated|timeout exceeded when trying to connect|is not queryable/, 'connection'],
];

/** Undefined where the statement itself is at fault, or the code around it. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof DatabaseError) {
    const code = error.code ?? '';
    return OF_CODE[code] ?? OF_CLASS[code.slice(0, 2)];
  }
  // Not instanceof: an error of Node's own may come from another realm.
  if (!Error.isError(error)) return undefined;
  if ('code' in error && OF_NETWORK.has(String(error.code))) return 'connection';
  return OF_DRIVER.find(([words]) => words.test(error.message))?.[1];
}

/** Whether the same transaction, begun anew and at once, may well succeed. */
export function isPassing(error: unknown): boolean {
  const failure = failureOf(error);
  return failure === 'connection' || failure === 'conflict' || failure === 'read_only';
}

/** Whether a connection is of no use after it: it is lost, it leads to a replica, or a statement is still under way on it. */
export function spoilsConnection(error: unknown): boolean {
  const failure = failureOf(error);
  const byClient = failure === 'time' && !(error instanceof DatabaseError);
  return byClient || failure === 'connection' || failure === 'read_only';
}
