import { z } from 'zod';
import type { Transaction } from '../../shared/database/database.ts';
import { parseRows } from '../../shared/database/rows.ts';
import statement from './reconcile.sql';

const driftedDay = z.object({
  day: z.string(),
  details: z.object({
    /** Measures of a provider, model and task type that differ. */
    differences: z.number(),
    first: z.array(
      z.object({
        provider: z.string(),
        model: z.string().nullable(),
        task_type: z.string(),
        measure: z.string(),
        of_executions: z.string(),
        of_rollups: z.string(),
      }),
    ),
  }),
});
export type DriftedDay = z.output<typeof driftedDay>;

/** Compares the rollups of these days with the executions. @returns those that differ, which are recorded too */
export async function reconcile(
  { query }: Transaction,
  organizationId: string,
  days: readonly string[],
): Promise<readonly DriftedDay[]> {
  return parseRows(driftedDay, await query(statement, [organizationId, `{${days.join()}}`]));
}
