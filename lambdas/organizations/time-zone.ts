import { z } from 'zod';
import type { Transaction } from '../../shared/database/database.ts';
import { invalidRequest } from '../../shared/http/problem.ts';
import { parseRows } from '../../shared/database/rows.ts';
import statement from './known-time-zone.sql';

/**
 * Refuses a zone that PostgreSQL's own time zone data does not have: ingest computes days there, and one zone that
 * it does not know would fail the batches of all organizations.
 * @throws Problem 400 naming the field
 */
export async function requireKnownTimeZone(transaction: Transaction, timeZone: string): Promise<void> {
  const result = await transaction.query(statement, [timeZone]);
  const [row] = parseRows(z.object({ known: z.boolean() }), result);
  if (row?.known) return;
  throw invalidRequest([{ field: 'time_zone', detail: 'must be an IANA time zone in its usual spelling' }]);
}
