import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asCaller } from '../../../shared/http/tenancy.ts';
import { readPrice } from '../price.ts';
import { getPrice } from './contract.ts';

export function getPriceOperation(database: Database): Operation<typeof getPrice> {
  return operation(getPrice, ({ path, caller }) =>
    asCaller(database, caller, (transaction) => readPrice(transaction, path.id)),
  );
}
