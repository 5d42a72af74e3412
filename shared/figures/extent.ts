import type { Transaction } from '../database/database.ts';
import { extent } from './extent.statement.ts';

export interface Extent {
  /** The first and last reporting day with executions; null without any. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

export async function readExtent(transaction: Transaction, organizationId: string): Promise<Extent> {
  const { first_day: firstDay, last_day: lastDay } = await extent.one(transaction, { organizationId });
  return { firstDay, lastDay };
}
