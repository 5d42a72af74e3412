import * as z from 'zod';
import type { Transaction } from '../../shared/database/database.ts';
import { reconcile as recordDrift } from './reconcile.statement.ts';

/** What differs on a day, as it is on record. */
export const driftDetails = z.object({
  /** Measures of a provider, model and task type that differ, and of whole days, hashes among them. */
  differences: z.number(),
  first: z.array(
    z.object({
      /** Null, as the task type: of the whole day, whose row is not what its parts are, or whose hash is not what it was. */
      provider: z.string().nullable(),
      model: z.string().nullable(),
      task_type: z.string().nullable(),
      measure: z.string(),
      of_executions: z.string(),
      of_rollups: z.string(),
    }),
  ),
});

export interface DriftedDay {
  readonly day: string;
  readonly details: z.output<typeof driftDetails>;
}

/** Compares the rollups of these days with the executions. @returns those that differ, which are recorded too */
export async function reconcile(
  transaction: Transaction,
  organizationId: string,
  days: readonly string[],
): Promise<readonly DriftedDay[]> {
  const drifted = await recordDrift.run(transaction, { organizationId, days });
  return drifted.map(({ day, details }) => ({ day, details: driftDetails.parse(details) }));
}
