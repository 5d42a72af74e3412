import { operation, type Operation } from '../../../shared/http/operation.ts';
import { hidden } from '../../../shared/http/problem.ts';
import { asCaller, requirePerson } from '../../../shared/http/tenancy.ts';
import { getErasure } from '../contract.ts';
import type { UserDataDependencies } from '../dependencies.ts';
import { erasure } from './erasure.statement.ts';
import { presentErasure } from './present-erasure.ts';

export function getErasureOperation({
  database,
}: Pick<UserDataDependencies, 'database'>): Operation<typeof getErasure> {
  return operation(getErasure, ({ path: { id }, caller }) =>
    asCaller(database, caller, async (transaction) => {
      const [found] = await erasure.run(transaction, { id });
      if (found) {
        requirePerson(caller);
        return presentErasure(found);
      }
      throw hidden('There is no such erasure among those that you may see.', [
        {
          parameter: 'id',
          detail: 'must be the id of an erasure that you asked for, or that an admin may see',
        },
      ]);
    }),
  );
}
