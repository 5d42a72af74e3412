import type { Database } from '../../../shared/database/database.ts';
import type { Remember } from '../../../shared/figures/remembered/remembered.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { dayOf } from '../../../shared/figures/days.ts';
import { readExtent } from '../../../shared/figures/extent.ts';
import { dataExtent } from './contract.ts';

export function dataExtentOperation(database: Database, remember: Remember): Operation<typeof dataExtent> {
  return operation(dataExtent, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const asked = { query, timeZone, today: dayOf(now, timeZone) };
      const read = { organizationId: query.organization_id, operation: dataExtent.operationId, asked };
      return remember(transaction, read, async () => {
        const { firstDay, lastDay } = await readExtent(transaction, query.organization_id);
        return { first_day: firstDay, last_day: lastDay, today: dayOf(now, timeZone) };
      });
    }),
  );
}
