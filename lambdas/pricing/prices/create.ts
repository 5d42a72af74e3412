import { audit } from '../../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../../shared/database/database.ts';
import { lockPriceBook, lockPricingInputs } from '../../../shared/database/locks.statement.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asCaller } from '../../../shared/http/tenancy.ts';
import { mayHaveStarted } from '../../../shared/start-times/start-times.ts';
import { authorizeChange } from '../authorize.ts';
import { recordChanges } from '../changes/record.ts';
import { readPrice, type Price } from '../price.ts';
import { requestRecalculation } from '../../../shared/recalculation/request.ts';
import { addPrice } from './add-price.statement.ts';
import { createPrice } from './contract.ts';
import { findInterrupted } from './interrupted.ts';
import { newPriceRow, type NewPriceRow } from './new-price-row.ts';

export function createPriceOperation(
  database: Database,
  onPriceChanges: (changes: number) => void,
): Operation<typeof createPrice> {
  return operation(createPrice, async ({ body, now, caller }) => {
    const { changes, ...answer } = await asCaller(database, caller, async (transaction) => {
      const row = newPriceRow(body, caller);
      await authorizeChange(transaction, caller, row.organization_id, { field: 'organization_id' });
      return add(transaction, caller, row, now);
    });
    if (changes > 0) onPriceChanges(changes);
    return answer;
  });
}

interface Added extends Price {
  readonly recalculation_id: string | null;
  /** Versions that differ by more than 10% from the one before. */
  readonly changes: number;
}

async function add(transaction: Transaction, caller: Caller, row: NewPriceRow, now: Date): Promise<Added> {
  await lockPriceBook.run(transaction);
  const interruptedId = await findInterrupted(transaction, row);
  const added = await addPrice.one(transaction, { price: row, interruptedId });
  const { added_id: id, closed_id, resumed_id } = added;
  const changes = await recordChanges(transaction, caller, resumed_id === null ? [id] : [id, resumed_id]);
  const recalculationId = mayHaveStarted(row.effective_date, now)
    ? await requestRecalculation(transaction, {
        cause: 'new_price',
        organizationId: row.organization_id,
        provider: row.provider,
        model: row.model,
        priceId: id,
        start: row.effective_date,
        end: row.end_date ?? 'infinity',
        reason: null,
      })
    : null;
  await audit(transaction, {
    organizationId: row.organization_id,
    actor: caller.subject,
    action: 'price.created',
    subject: id,
    details: {
      ...row,
      closed_price_id: closed_id,
      resumed_price_id: resumed_id,
      recalculation_id: recalculationId,
    },
  });
  const price = await readPrice(transaction, id);
  await lockPricingInputs.run(transaction);
  return { ...price, recalculation_id: recalculationId, changes };
}
