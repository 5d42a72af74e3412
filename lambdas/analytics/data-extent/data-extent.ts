import type { Database } from '../../runtime/database.ts';
import { operation, type Operation } from '../../runtime/http/operation.ts';
import { asMember } from '../../runtime/http/tenancy.ts';
import { dayOf } from '../../figures/days.ts';
import { readExtent } from '../../figures/extent.ts';
import { dataExtent } from './contract.ts';

export function dataExtentOperation(database: Database): Operation {
  return operation(dataExtent, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const { firstDay, lastDay } = await readExtent(transaction, query.organization_id);
      return { first_day: firstDay, last_day: lastDay, today: dayOf(now, timeZone) };
    }),
  );
}
