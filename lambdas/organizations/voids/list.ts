import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { instant, uuid } from '../../../shared/http/schemas.ts';
import { asCaller, enter } from '../../../shared/http/tenancy.ts';
import { getVoid, listVoids } from './contract.ts';
import { presentVoid, readVoid } from './read.ts';
import { voidsBefore } from './voids.statement.ts';

/** When the last one shown was made, with microseconds, and its id. */
const pagePosition = z.tuple([instant, uuid]);
const options = { operators: false, named: { parameter: 'organization_id' } };

export function listVoidsOperation(database: Database): Operation<typeof listVoids> {
  return operation(listVoids, async ({ query, caller }) => {
    const { organization_id: organizationId } = query;
    const [afterTime, afterId] = query.cursor === undefined ? [] : decodeCursor(pagePosition, query.cursor);
    const found = await asCaller(database, caller, async (transaction) => {
      await enter(transaction, organizationId, options);
      // One more than shown tells whether there is another page.
      const limit = query.limit + 1;
      return voidsBefore.run(transaction, { organizationId, id: null, afterTime, afterId, limit });
    });
    const page = found.slice(0, query.limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return {
      voids: page.map(presentVoid),
      next_cursor: last ? encodeCursor([last.position, last.id]) : null,
    };
  });
}

export function getVoidOperation(database: Database): Operation<typeof getVoid> {
  return operation(getVoid, ({ path, query, caller }) =>
    asCaller(database, caller, async (transaction) => {
      await enter(transaction, query.organization_id, options);
      return readVoid(transaction, query.organization_id, path.id);
    }),
  );
}
