import { audit } from '../../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../../shared/database/database.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { forbidden } from '../../../shared/http/problem.ts';
import { asCaller } from '../../../shared/http/tenancy.ts';
import {
  deleteSharedProducer,
  getSharedProducer,
  listSharedProducers,
  putSharedProducer,
} from './contract.ts';
import { pagePosition } from './list.ts';
import { noSuchProducer } from './problems.ts';
import { removeProducer, sharedProducers, storeProducer } from './producers.statement.ts';

const registered = 'must be one that an operator has registered for all organizations';

export function listSharedProducersOperation(database: Database): Operation<typeof listSharedProducers> {
  return operation(listSharedProducers, async ({ query, caller }) => {
    const [after] = query.cursor === undefined ? [null] : decodeCursor(pagePosition, query.cursor);
    const found = await asOperator(database, caller, (transaction) =>
      sharedProducers.run(transaction, { principal: null, after, limit: query.limit + 1 }),
    );
    const producers = found.slice(0, query.limit);
    const last = found.length > producers.length ? producers.at(-1) : undefined;
    return { producers, next_cursor: last ? encodeCursor([last.principal]) : null };
  });
}

export function getSharedProducerOperation(database: Database): Operation<typeof getSharedProducer> {
  return operation(getSharedProducer, ({ path: { principal }, caller }) =>
    asOperator(database, caller, async (transaction) => {
      const [found] = await sharedProducers.run(transaction, { principal, after: null, limit: 1 });
      if (!found) throw noSuchProducer(registered);
      return found;
    }),
  );
}

export function putSharedProducerOperation(database: Database): Operation<typeof putSharedProducer> {
  return operation(putSharedProducer, ({ path: { principal }, body: { name }, caller }) =>
    asOperator(database, caller, async (transaction) => {
      const key = { organizationId: null, principal };
      const { changed, ...stored } = await storeProducer.one(transaction, { ...key, name });
      if (changed) await record(transaction, caller, 'producer.put', principal, { name });
      return stored;
    }),
  );
}

export function deleteSharedProducerOperation(database: Database): Operation<typeof deleteSharedProducer> {
  return operation(deleteSharedProducer, ({ path: { principal }, caller }) =>
    asOperator(database, caller, async (transaction) => {
      const removed = await removeProducer.run(transaction, { organizationId: null, principal });
      if (removed.length === 0) throw noSuchProducer(registered);
      await record(transaction, caller, 'producer.deleted', principal, {});
    }),
  );
}

async function asOperator<T>(
  database: Database,
  caller: Caller,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  if (!caller.isOperator)
    throw forbidden('Only an operator may see or change who sends for all organizations.');
  return asCaller(database, caller, work);
}

function record(
  transaction: Transaction,
  caller: Caller,
  action: string,
  subject: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  return audit(transaction, { organizationId: null, actor: caller.subject, action, subject, details });
}
