import * as z from 'zod';
import type { Transaction } from '../database/database.ts';
import { rounded } from '../shown/rounded.ts';
import { withholding, type recalculation } from './contract.ts';
import { recalculations, type RecalculationsRow } from './recalculations.statement.ts';

const sums = z.object({
  executions_changed: z.int(),
  actual_cost_before: z.string(),
  actual_cost_after: z.string(),
  savings_before: z.string(),
  savings_after: z.string(),
});
type Sums = z.output<typeof sums>;

/** In JSON, where PostgreSQL writes numbers. */
const restatedMonths = z.array(sums.extend({ month: z.string(), closed: z.boolean() }));

const NO_FIGURES = {
  executions_examined: null,
  executions_changed: null,
  actual_cost_before: null,
  actual_cost_after: null,
  savings_before: null,
  savings_after: null,
  exact: null,
  restated: null,
} as const;

export type Recalculation = z.input<typeof recalculation>;

interface RecalculationQuery {
  /** The organization; null: all organizations together. */
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
  const parameters = { organizationId, id, after, limit, now: now.toISOString() };
  const rows = await recalculations.run(transaction, parameters);
  return rows.map(present);
}

function present({ restated, withheld, ...row }: RecalculationsRow): Recalculation {
  if (withheld !== null) return { ...row, ...NO_FIGURES, figures_withheld: withholding.parse(withheld) };
  return {
    ...row,
    figures_withheld: null,
    ...toFigures(row),
    restated: restatedMonths
      .parse(restated)
      .map(({ month, closed, ...figures }) => ({ month, closed, ...toFigures(figures) })),
  };
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
