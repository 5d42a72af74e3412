import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asCallerIn } from '../as-caller-in.ts';
import { changes } from './changes.statement.ts';
import { listPriceChanges } from './contract.ts';

const pagePosition = z.tuple([
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

export function listPriceChangesOperation(database: Database): Operation<typeof listPriceChanges> {
  return operation(listPriceChanges, async ({ query, caller }) => {
    const [after] = query.cursor === undefined ? [null] : decodeCursor(pagePosition, query.cursor);
    // One more than shown tells whether there is another page.
    const { organization_id: organizationId = null, provider, limit } = query;
    const found = await asCallerIn(database, caller, organizationId, (transaction) =>
      changes.run(transaction, { organizationId, provider, after, limit: limit + 1 }),
    );
    const page = found.slice(0, limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return {
      changes: page.map(({ id: _id, ...change }) => change),
      next_cursor: last ? encodeCursor([String(last.id)]) : null,
    };
  });
}
