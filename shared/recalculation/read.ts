import { z } from 'zod';
import type { Transaction } from '../database/database.ts';
import { instantText, parseRows, wholeNumber } from '../database/rows.ts';
import { rounded } from '../shown/rounded.ts';
import { recalculation } from './contract.ts';
import statement from './recalculations.sql';

const sums = z.object({
  executions_changed: wholeNumber,
  actual_cost_before: z.string(),
  actual_cost_after: z.string(),
  savings_before: z.string(),
  savings_after: z.string(),
});
type Sums = z.output<typeof sums>;

const { cause, status } = recalculation.shape;
const recalculationRow = sums.extend({
  id: z.string(),
  cause,
  dry_run: z.boolean(),
  reason: z.string().nullable(),
  price_id: z.string().nullable(),
  organization_id: z.string().nullable(),
  start_time: instantText.nullable(),
  end_time: instantText.nullable(),
  providers: z.array(z.string()).nullable(),
  models: z.array(z.string()).nullable(),
  status,
  failure: z.string().nullable(),
  progress: z.number(),
  executions_examined: wholeNumber,
  restated: z.array(sums.extend({ month: z.string(), closed: z.boolean() })),
  created_by: z.string(),
  created_at: instantText,
  finished_at: instantText.nullable(),
});

export type Recalculation = z.input<typeof recalculation>;

interface RecalculationQuery {
  /** Whose figures; null: of all organizations together. */
  readonly organizationId: string | null;
  /** Only this one. */
  readonly id?: string;
  /** The id of the one to read on after. */
  readonly after?: string | undefined;
  readonly limit: number;
  readonly now: Date;
}

/** Recalculations that the transaction may see, newest first, with their figures so far. */
export async function readRecalculations(
  transaction: Transaction,
  { organizationId, id, after, limit, now }: RecalculationQuery,
): Promise<Recalculation[]> {
  const parameters = [organizationId, id ?? null, after ?? null, limit, now.toISOString()];
  const rows = parseRows(recalculationRow, await transaction.query(statement, parameters));
  return rows.map(({ restated, ...row }) => ({
    ...row,
    ...toFigures(row),
    restated: restated.map(({ month, closed, ...figures }) => ({ month, closed, ...toFigures(figures) })),
  }));
}

/** One recalculation that the transaction is known to see. */
export async function readRecalculation(
  transaction: Transaction,
  query: Pick<RecalculationQuery, 'organizationId' | 'now'> & { readonly id: string },
): Promise<Recalculation> {
  const [found] = await readRecalculations(transaction, { ...query, limit: 1 });
  if (!found) throw new Error(`recalculation ${query.id} was requested but cannot be read`);
  return found;
}

function toFigures(from: Sums) {
  const { executions_changed, actual_cost_before, actual_cost_after, savings_before, savings_after } = from;
  return {
    executions_changed,
    actual_cost_before: rounded(actual_cost_before, 2),
    actual_cost_after: rounded(actual_cost_after, 2),
    savings_before: rounded(savings_before, 2),
    savings_after: rounded(savings_after, 2),
    exact: { actual_cost_before, actual_cost_after, savings_before, savings_after },
  };
}
