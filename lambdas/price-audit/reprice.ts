import * as z from 'zod';
import type { Database } from '../../shared/database/database.ts';
import { reprice as repriceChosen } from './reprice.statement.ts';

/** Executions drawn from an organization's last reporting day. */
const DRAWN = 10;
/** Flags raised on executions of the last week: longer, and a few bad days would be priced again for months. */
const FLAGGED_DAYS = 7;
/** More than a day with every tenth of 100,000 executions flagged; of more, other ones are drawn each day. */
const MOST_FLAGGED = 10_000;
const DAY_MS = 86_400_000;

/** Dollars as exact decimals; null with a reason where unknown. */
const pricing = z.object({
  actual_cost: z.string().nullable(),
  baseline_cost: z.string().nullable(),
  unpriced_reason: z.string().nullable(),
  baseline_provider: z.string().nullable(),
  baseline_model: z.string().nullable(),
});
const differences = z.array(z.object({ execution_id: z.string(), stored: pricing, repriced: pricing }));

export interface Repriced {
  readonly compared: number;
  readonly different: number;
  readonly first_differences: z.output<typeof differences>;
}

export interface AuditedDay {
  readonly organizationId: string;
  readonly timeZone: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

/**
 * Prices executions that were drawn from one day, and flagged ones of the last week, again, and compares them with what
 * is stored. Executions that an unfinished recalculation is about to touch are left out.
 */
export async function reprice(
  database: Database,
  { organizationId, timeZone, day }: AuditedDay,
  { now, seed }: { readonly now: number; readonly seed: number },
): Promise<Repriced> {
  const { first_differences: first, ...counts } = await database.transaction((transaction) =>
    repriceChosen.one(transaction, {
      organizationId,
      day,
      timeZone,
      seed,
      mostDrawn: DRAWN,
      flaggedSince: new Date(now - FLAGGED_DAYS * DAY_MS).toISOString(),
      mostFlagged: MOST_FLAGGED,
    }),
  );
  return { ...counts, first_differences: differences.parse(first) };
}
