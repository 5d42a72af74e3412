import type * as z from 'zod';
import type { Transaction } from '../../database/database.ts';
import { quotient } from '../../shown/fractions.ts';
import { roundedOrNull } from '../../shown/rounded.ts';
import type { DayRange } from '../days.ts';
import { toPart } from '../figures.ts';
import type { providerFigures } from './contract.ts';
import { providers } from './providers.statement.ts';

/** Costs and savings of each provider that ran something in the range, largest cost first. */
export async function readProviders(
  transaction: Transaction,
  organizationId: string,
  range: DayRange,
): Promise<z.input<typeof providerFigures>[]> {
  const rows = await providers.run(transaction, { organizationId, ...range });
  return rows.map((row) => ({
    provider: row.provider,
    ...toPart(row),
    avg_cost_per_task: roundedOrNull(quotient(row.actual_cost, row.compared), 6),
  }));
}
