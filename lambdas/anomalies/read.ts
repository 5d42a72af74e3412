import type { z } from 'zod';
import type { Transaction } from '../../shared/database/database.ts';
import { parseRows } from '../../shared/database/rows.ts';
import statement from './anomalies.sql';
import { anomalyRow } from './anomaly-row.ts';

export interface Wanted {
  readonly organizationId: string;
  readonly timeZone: string;
  readonly id?: string;
  readonly kind?: string | undefined;
  readonly status?: string | undefined;
  /** First and last reporting day. */
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  /** Start time and id of the anomaly after which to read on. */
  readonly after?: readonly [string, string] | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function readAnomalies(
  transaction: Transaction,
  wanted: Wanted,
): Promise<z.output<typeof anomalyRow>[]> {
  const [afterTime, afterId] = wanted.after ?? [null, null];
  const result = await transaction.query(statement, [
    wanted.organizationId,
    wanted.timeZone,
    wanted.id ?? null,
    wanted.kind ?? null,
    wanted.status ?? null,
    wanted.start ?? null,
    wanted.end ?? null,
    afterTime,
    afterId,
    wanted.limit,
  ]);
  return parseRows(anomalyRow, result);
}
