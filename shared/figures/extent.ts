import { z } from 'zod';
import type { Transaction } from '../database/database.ts';
import { parseRows } from '../database/rows.ts';
import statement from './extent.sql';

const extentRow = z.object({ first_day: z.string().nullable(), last_day: z.string().nullable() });

export interface Extent {
  /** The first and last reporting day with executions; null without any. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

export async function readExtent(transaction: Transaction, organizationId: string): Promise<Extent> {
  const [row] = parseRows(extentRow, await transaction.query(statement, [organizationId]));
  return { firstDay: row?.first_day ?? null, lastDay: row?.last_day ?? null };
}
