import type { Database } from '../../shared/database/database.ts';
import type { Operations } from '../../shared/http/operation.ts';
import type { routes } from './contract.ts';
import { listPriceChangesOperation } from './changes/list.ts';
import { correctPriceOperation } from './corrections/correct.ts';
import { listPriceDisputesOperation } from './disputes/list.ts';
import { correctPriceFactorOperation } from './factors/correct.ts';
import { createPriceFactorOperation } from './factors/create.ts';
import { listPriceFactorsOperation } from './factors/list.ts';
import { priceHistoryOperation } from './history/history.ts';
import { createPriceOperation } from './prices/create.ts';
import { getPriceOperation } from './prices/get.ts';
import { listPricesOperation } from './prices/list.ts';
import { getRecalculationOperation } from './recalculations/get.ts';
import { listRecalculationsOperation } from './recalculations/list.ts';
import { listPriceSourcesOperation, setPriceSourceOperation } from './sources/sources.ts';

export interface PricingOptions {
  /** Told, once they are committed, how many versions differ by more than 10% from the one before. */
  readonly onPriceChanges?: (changes: number) => void;
  /** Milliseconds; the time since an earlier call. */
  readonly clock?: () => number;
  /** How long a dry run is worked on before it is left to the scheduled job, in milliseconds of the clock. */
  readonly dryRunLimit?: number;
}

/** The price book: what prices are and were, changing them, and what that changes. */
export function pricingOperations(
  database: Database,
  options: PricingOptions = {},
): Operations<typeof routes> {
  // A batch more than the limit still ends within the function's 15 s.
  const { onPriceChanges = () => undefined, clock = Date.now, dryRunLimit = 8_000 } = options;
  return {
    createPrice: createPriceOperation(database, onPriceChanges),
    listPrices: listPricesOperation(database),
    priceHistory: priceHistoryOperation(database),
    listPriceChanges: listPriceChangesOperation(database),
    listPriceDisputes: listPriceDisputesOperation(database),
    listPriceSources: listPriceSourcesOperation(database),
    setPriceSource: setPriceSourceOperation(database),
    getPrice: getPriceOperation(database),
    correctPrice: correctPriceOperation(database, { onPriceChanges, clock, dryRunLimit }),
    listPriceFactors: listPriceFactorsOperation(database),
    createPriceFactor: createPriceFactorOperation(database),
    correctPriceFactor: correctPriceFactorOperation(database),
    listRecalculations: listRecalculationsOperation(database),
    getRecalculation: getRecalculationOperation(database),
  };
}
