import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asCaller } from '../../../shared/http/tenancy.ts';
import { listPriceDisputes } from './contract.ts';
import { disputes } from './disputes.statement.ts';

export function listPriceDisputesOperation(database: Database): Operation<typeof listPriceDisputes> {
  return operation(listPriceDisputes, async ({ caller }) => ({
    disputes: await asCaller(database, caller, async (transaction) => [...(await disputes.run(transaction))]),
  }));
}
