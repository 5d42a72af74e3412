import type * as z from 'zod';
import type { Database } from '../../shared/database/database.ts';
import { operation, type Operation } from '../../shared/http/operation.ts';
import { unavailable } from '../../shared/http/problem.ts';
import { getHealth, type health } from './contract.ts';
import { schemaVersion } from './schema-version.statement.ts';

/** @param timeout milliseconds to wait for the database @param version of this code, e.g. `0.1.0` */
export function healthOperation(
  database: Database,
  version: string,
  timeout: number,
): Operation<typeof getHealth> {
  return operation(getHealth, async (): Promise<z.input<typeof health>> => {
    const schema = await within(timeout, readVersion(database));
    return { status: 'ok', version, database: 'ok', schema };
  });
}

async function readVersion(database: Database): Promise<string> {
  const [row] = await database.transaction((transaction) => schemaVersion.run(transaction));
  return row?.name ?? 'none';
}

/** Connecting alone may take longer than a health check should: whoever asks gets an answer in time. */
async function within<T>(timeout: number, work: Promise<T>): Promise<T> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(unavailable(`The database did not answer within ${timeout} ms; try again soon.`, 5));
  }, timeout);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
