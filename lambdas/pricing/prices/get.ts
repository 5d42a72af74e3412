import type { Database } from '../../runtime/database.ts';
import { operation, type Operation } from '../../runtime/http/operation.ts';
import { asCaller } from '../../runtime/http/tenancy.ts';
import { readPrice } from '../price.ts';
import { getPrice } from './contract.ts';

export function getPriceOperation(database: Database): Operation {
  return operation(getPrice, ({ path, caller }) =>
    asCaller(database, caller, (transaction) => readPrice(transaction, path.id)),
  );
}
