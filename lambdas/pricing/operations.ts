import type { Database } from '../runtime/database.ts';
import type { Operation } from '../runtime/http/operation.ts';
import { createPriceOperation } from './create.ts';
import { listPricesOperation } from './list.ts';

export function pricingOperations(database: Database): Operation[] {
  return [createPriceOperation(database), listPricesOperation(database)];
}
