import { audit } from '../../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../../shared/database/database.ts';
import { lockPricingInputs } from '../../../shared/database/locks.statement.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asCaller } from '../../../shared/http/tenancy.ts';
import { recordChanges } from '../changes/record.ts';
import { readPrice, type Price } from '../price.ts';
import { readRecalculation, type Recalculation } from '../../../shared/recalculation/read.ts';
import { requestRecalculation } from '../../../shared/recalculation/request.ts';
import { correctPrice } from './contract.ts';
import { correctPrice as statement } from './correct-price.statement.ts';
import { tryCorrection, type DryRunOptions } from './dry-run.ts';
import { prepareCorrection, type CorrectionRequest } from './prepare.ts';

interface CorrectionOptions extends DryRunOptions {
  readonly onPriceChanges: (changes: number) => void;
}

export function correctPriceOperation(
  database: Database,
  options: CorrectionOptions,
): Operation<typeof correctPrice> {
  return operation(correctPrice, async ({ path, body, now, caller }) => {
    const request: CorrectionRequest = { priceId: path.id, body, caller, now };
    if (body.dry_run) {
      const recalculation = await tryCorrection(database, request, options);
      return { dry_run: true, price: null, recalculation };
    }
    const { price, recalculation, changes } = await asCaller(database, caller, (transaction) =>
      correct(transaction, request),
    );
    if (changes > 0) options.onPriceChanges(changes);
    return { dry_run: false, price, recalculation };
  });
}

interface Corrected {
  readonly price: Price;
  readonly recalculation: Recalculation;
  /** 1 if the price differs by more than 10% from the one that it corrects. */
  readonly changes: number;
}

async function correct(transaction: Transaction, request: CorrectionRequest): Promise<Corrected> {
  const { caller, now } = request;
  const { price: wrong, correction, recalculation } = await prepareCorrection(transaction, request);
  const corrected = await statement.one(transaction, { priceId: wrong.id, correction });
  const price = await readPrice(transaction, corrected.id);
  const changes = await recordChanges(transaction, caller, [price.id], wrong.id);
  const recalculationId = await requestRecalculation(transaction, { ...recalculation, priceId: price.id });
  await audit(transaction, {
    organizationId: wrong.organization_id,
    actor: caller.subject,
    action: 'price.corrected',
    subject: wrong.id,
    details: {
      reason: recalculation.reason,
      before: audited(wrong),
      after: audited(price),
      recalculation_id: recalculationId,
    },
  });
  const queued = await readRecalculation(transaction, {
    organizationId: wrong.organization_id,
    id: recalculationId,
    now,
  });
  await lockPricingInputs.run(transaction);
  return { price, recalculation: queued, changes };
}

function audited({ id, cost_per_unit, effective_date, end_date }: Price) {
  return { price_id: id, cost_per_unit, effective_date, end_date };
}
