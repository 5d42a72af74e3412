import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { instant, uuid } from '../../../shared/http/schemas.ts';
import { asAdminInPerson } from '../as-admin-in-person.ts';
import { apiKeysAfter } from './api-keys.statement.ts';
import { listApiKeys } from './contract.ts';
import { presentKey } from './present.ts';

/** When the last one shown was made, with microseconds, and its id. */
const pagePosition = z.tuple([instant, uuid]);

export function listApiKeysOperation(database: Database): Operation<typeof listApiKeys> {
  return operation(listApiKeys, async ({ path: { id: organizationId }, query, caller }) => {
    const [afterTime, afterId] = query.cursor === undefined ? [] : decodeCursor(pagePosition, query.cursor);
    // One more than shown tells whether there is another page.
    const found = await asAdminInPerson(database, caller, organizationId, (transaction) =>
      apiKeysAfter.run(transaction, { organizationId, afterTime, afterId, limit: query.limit + 1 }),
    );
    const page = found.slice(0, query.limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return {
      api_keys: page.map(({ position: _position, ...row }) => presentKey(row)),
      next_cursor: last ? encodeCursor([last.position, last.id]) : null,
    };
  });
}
