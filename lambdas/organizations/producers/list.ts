import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { text } from '../../../shared/http/schemas.ts';
import { asCaller, enter } from '../../../shared/http/tenancy.ts';
import { listProducers } from './contract.ts';
import { isEnforced, producersAfter } from './producers.statement.ts';

/** Principal of the last one shown: of one that is not registered, whatever SQS attested. */
export const pagePosition = z.tuple([text(1, 128)]);
const registered = z.enum(['organization', 'everywhere']).nullable();

export function listProducersOperation(database: Database): Operation<typeof listProducers> {
  return operation(listProducers, async ({ path: { id }, query, caller }) => {
    const [after] = query.cursor === undefined ? [null] : decodeCursor(pagePosition, query.cursor);
    return asCaller(database, caller, async (transaction) => {
      const { role } = await enter(transaction, id, { operators: true, named: { parameter: 'id' } });
      const { producers_enforced: enforced } = await isEnforced.one(transaction, { organizationId: id });
      // One more than shown tells whether there is another page.
      const limit = query.limit + 1;
      const found = await producersAfter.run(transaction, { organizationId: id, after, limit });
      const page = found.slice(0, query.limit);
      const last = found.length > page.length ? page.at(-1) : undefined;
      return {
        enforced,
        producers: page.map((row) => ({
          ...row,
          registered: registered.parse(row.registered),
          // How much somebody has sent is the organization's own.
          ...(role === null && { executions: null, last_received_at: null }),
        })),
        next_cursor: last ? encodeCursor([last.principal]) : null,
      };
    });
  });
}
