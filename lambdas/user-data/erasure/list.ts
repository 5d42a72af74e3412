import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { instant, uuid } from '../../../shared/http/schemas.ts';
import { asMember, requirePerson } from '../../../shared/http/tenancy.ts';
import { listErasures } from '../contract.ts';
import type { UserDataDependencies } from '../dependencies.ts';
import { erasuresBefore } from './erasure.statement.ts';
import { presentErasure } from './present-erasure.ts';

/** When the last one shown was asked for, with microseconds, and its id. */
const pagePosition = z.tuple([instant, uuid]);

export function listErasuresOperation({
  database,
}: Pick<UserDataDependencies, 'database'>): Operation<typeof listErasures> {
  return operation(listErasures, async ({ query, caller }) => {
    const { organization_id: organizationId } = query;
    const [afterTime, afterId] = query.cursor === undefined ? [] : decodeCursor(pagePosition, query.cursor);
    const found = await asMember(database, caller, organizationId, (transaction, { role }) => {
      requirePerson(caller);
      // One more than shown tells whether there is another page.
      const limit = query.limit + 1;
      return erasuresBefore.run(transaction, {
        organizationId,
        isAdmin: role === 'admin',
        afterTime,
        afterId,
        limit,
      });
    });
    const page = found.slice(0, query.limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return {
      erasures: page.map(({ position: _position, ...row }) => presentErasure(row)),
      next_cursor: last ? encodeCursor([last.position, last.id]) : null,
    };
  });
}
