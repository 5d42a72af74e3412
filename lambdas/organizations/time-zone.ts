import type { Transaction } from '../../shared/database/database.ts';
import { invalidRequest } from '../../shared/http/problem.ts';
import { isKnownTimeZone } from './changes.statement.ts';

/**
 * Refuses a zone that PostgreSQL's own time zone data does not have: ingest computes days there, and one zone that
 * it does not know would fail the batches of all organizations.
 * @throws Problem 400 naming the field
 */
export async function requireKnownTimeZone(transaction: Transaction, timeZone: string): Promise<void> {
  const { known } = await isKnownTimeZone.one(transaction, { timeZone });
  if (known) return;
  throw invalidRequest([{ field: 'time_zone', detail: 'must be an IANA time zone in its usual spelling' }]);
}
