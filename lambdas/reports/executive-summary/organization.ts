import type { DayRange } from '../../../shared/figures/days.ts';
import type { Transaction } from '../../../shared/database/database.ts';
import { organization } from './organization.statement.ts';

/** Whose summary it is, and what its savings are measured against in the range. */
export async function readOrganization(
  transaction: Transaction,
  id: string,
  range: DayRange,
  timeZone: string,
) {
  const { start: firstDay, end: lastDay } = range;
  const rows = await organization.run(transaction, {
    organizationId: id,
    start: firstDay,
    end: lastDay,
    timeZone,
  });
  const [first] = rows;
  if (!first) throw new Error(`organization ${id} was entered but has no row`);
  return {
    name: first.name,
    baselines: rows.flatMap(({ provider, model, start, end }) =>
      provider === null ? [] : { provider, model, start, end },
    ),
  };
}
