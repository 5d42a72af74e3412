import * as z from 'zod';
import type { Transaction } from '../../../shared/database/database.ts';
import { notFound } from '../../../shared/http/problem.ts';
import { rounded } from '../../../shared/shown/rounded.ts';
import type { detailedVoid, voidRecord } from './contract.ts';
import { daysOfVoid, voidsBefore, type VoidsBeforeRow } from './voids.statement.ts';

type Detailed = z.input<typeof detailedVoid>;
type Shown = z.input<typeof voidRecord>;

const worked = z.object({
  recalculation_id: z.string(),
  status: z.enum(['queued', 'running', 'completed', 'failed']),
  progress: z.number(),
  executions: z.number(),
  actual_cost: z.string(),
  savings: z.string(),
  created_by: z.string(),
  created_at: z.string(),
  finished_at: z.string().nullable(),
});
const works = z.object({ void: worked, restore: worked.optional() });

function presentWork({ actual_cost: actualCost, savings, ...work }: z.output<typeof worked>) {
  return {
    ...work,
    actual_cost: rounded(actualCost, 2),
    savings: rounded(savings, 2),
    exact: { actual_cost: actualCost, savings },
  };
}

export function presentVoid({ work, position: _position, ...row }: VoidsBeforeRow): Shown {
  const { void: taken, restore } = works.parse(work);
  const gone = restore?.status === 'completed' ? taken.executions - restore.executions : null;
  return {
    ...row,
    ...presentWork(taken),
    restore: restore ? { ...presentWork(restore), gone } : null,
  };
}

/** @throws Problem 404 naming `id` where the organization has no such void */
export async function readVoid(
  transaction: Transaction,
  organizationId: string,
  id: string,
): Promise<Detailed> {
  const [row] = await voidsBefore.run(transaction, {
    organizationId,
    id,
    afterTime: null,
    afterId: null,
    limit: 1,
  });
  if (!row) {
    throw notFound('The organization has no such void.', [
      { parameter: 'id', detail: "must be the id of one of the organization's voids" },
    ]);
  }
  const days = await daysOfVoid.run(transaction, { id });
  return {
    ...presentVoid(row),
    days: days.map(
      ({ counted_executions: executions, counted_actual_cost: cost, counted_savings: savings, ...day }) => ({
        ...day,
        counted: { executions, actual_cost: cost, savings },
      }),
    ),
  };
}
