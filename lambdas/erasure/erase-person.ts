import type { Transaction } from '../../shared/database/database.ts';
import { eraseExecutions, eraseNotes, forgetPerson, hasExecutions, moveDays } from './erasure.statement.ts';
import type { EraseOptions } from './options.ts';

/** About 50 ms. */
const BATCH = 500;

interface Person {
  readonly erasureId: string;
  readonly organizationId: string;
  readonly userId: string;
  readonly surrogate: string;
}

type Step = (
  transaction: Transaction,
  person: Person & { readonly most: number },
) => Promise<{ readonly erased: number }>;

/** @returns how many executions were erased, and whether nothing is left */
export async function erasePerson(
  person: Person,
  { database, timeIsUp, batchSize = BATCH }: EraseOptions,
): Promise<{ readonly executions: number; readonly isForgotten: boolean }> {
  const inBatches = async (step: Step): Promise<number> => {
    let sum = 0;
    while (!timeIsUp()) {
      const { erased } = await database.transaction((transaction) =>
        step(transaction, { ...person, most: batchSize }),
      );
      sum += erased;
      if (erased === 0) return sum;
    }
    return sum;
  };
  // First, so that a day that is counted anew from executions half erased loses nobody.
  await database.transaction((transaction) => moveDays.run(transaction, person));
  await inBatches((transaction, batch) => eraseNotes.one(transaction, batch));
  const executions = await inBatches((transaction, batch) => eraseExecutions.one(transaction, batch));
  const isForgotten = await database.transaction(async (transaction) => {
    const { found } = await hasExecutions.one(transaction, person);
    if (found) return false;
    await moveDays.run(transaction, person);
    await forgetPerson.run(transaction, person);
    return true;
  });
  return { executions, isForgotten };
}
