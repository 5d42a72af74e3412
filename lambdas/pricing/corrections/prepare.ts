import type * as z from 'zod';
import type { Transaction } from '../../../shared/database/database.ts';
import { lockPriceBook } from '../../../shared/database/locks.statement.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import { authorizeChange } from '../authorize.ts';
import { readPrice, type Price } from '../price.ts';
import type { RecalculationRequest } from '../../../shared/recalculation/request.ts';
import type { newCorrection } from './contract.ts';
import { examineCorrection } from './examine.ts';

export interface CorrectionRequest {
  readonly priceId: string;
  readonly body: z.output<typeof newCorrection>;
  readonly caller: Caller;
  readonly now: Date;
}

export interface PreparedCorrection {
  readonly price: Price;
  /** What correct_price takes: as JSON, only the values that are given. */
  readonly correction: Readonly<Record<string, string | null | undefined>>;
  /** The recalculation that the correction makes necessary. */
  readonly recalculation: RecalculationRequest;
}

/**
 * Locks the price book and makes sure that the price can be corrected so, by this caller; the same for a dry run.
 * @throws Problem 400, 403, 404 or 409
 */
export async function prepareCorrection(
  transaction: Transaction,
  { priceId, body, caller }: CorrectionRequest,
): Promise<PreparedCorrection> {
  const price = await readPrice(transaction, priceId);
  await authorizeChange(transaction, caller, price.organization_id, { parameter: 'id' });
  await lockPriceBook.run(transaction);
  const touched = await examineCorrection(transaction, priceId, body);
  const { cost_per_unit, effective_date, end_date, reason } = body;
  return {
    price,
    correction: { cost_per_unit, effective_date, end_date, corrected_by: caller.subject },
    recalculation: {
      cause: 'price_correction',
      organizationId: price.organization_id,
      provider: price.provider,
      model: price.model,
      priceId,
      ...touched,
      reason,
    },
  };
}
