import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { notFound } from '../../../shared/http/problem.ts';
import { asCallerIn } from '../as-caller-in.ts';
import { getRecalculation } from '../../../shared/recalculation/contract.ts';
import { readRecalculations } from '../../../shared/recalculation/read.ts';
import { requireOrganization } from './require-organization.ts';

export function getRecalculationOperation(database: Database): Operation<typeof getRecalculation> {
  return operation(getRecalculation, async ({ path, query, now, caller }) => {
    requireOrganization(caller, query.organization_id);
    const [found] = await asCallerIn(database, caller, query.organization_id ?? null, (transaction) =>
      readRecalculations(transaction, {
        organizationId: query.organization_id ?? null,
        id: path.id,
        limit: 1,
        now,
      }),
    );
    if (found) return found;
    throw notFound('The organization has no such recalculation.', [
      { parameter: 'id', detail: 'must be the id of a recalculation of the organization, or of all of them' },
    ]);
  });
}
