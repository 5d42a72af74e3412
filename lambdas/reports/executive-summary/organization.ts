import { z } from 'zod';
import type { DayRange } from '../../../shared/figures/days.ts';
import type { Transaction } from '../../../shared/database/database.ts';
import { instantText, parseRows } from '../../../shared/database/rows.ts';
import statement from './organization.sql';

const organizationRow = z.object({
  name: z.string(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  start: instantText.nullable(),
  end: instantText.nullable(),
});

/** Whose summary it is, and what its savings are against in the range. */
export async function readOrganization(
  transaction: Transaction,
  id: string,
  range: DayRange,
  timeZone: string,
) {
  const parameters = [id, range.start, range.end, timeZone];
  const rows = parseRows(organizationRow, await transaction.query(statement, parameters));
  const [first] = rows;
  if (!first) throw new Error(`organization ${id} was entered but has no row`);
  return {
    name: first.name,
    baselines: rows.flatMap(({ provider, model, start, end }) =>
      provider === null ? [] : { provider, model, start, end },
    ),
  };
}
