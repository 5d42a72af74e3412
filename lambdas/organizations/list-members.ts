import * as z from 'zod';
import type { Database } from '../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../shared/http/cursor.ts';
import { operation, type Operation } from '../../shared/http/operation.ts';
import { text } from '../../shared/http/schemas.ts';
import { asCaller, enter } from '../../shared/http/tenancy.ts';
import { listMembers } from './contract.ts';
import { membersAfter } from './members.statement.ts';

/** Subject of the last one shown. */
const pagePosition = z.tuple([text(1, 255)]);

export function listMembersOperation(database: Database): Operation<typeof listMembers> {
  return operation(listMembers, async ({ path: { id }, query, caller }) => {
    const [after] = query.cursor === undefined ? [null] : decodeCursor(pagePosition, query.cursor);
    // One more than shown tells whether there is another page.
    const found = await asCaller(database, caller, async (transaction) => {
      await enter(transaction, id, { operators: true, named: { parameter: 'id' } });
      return membersAfter.run(transaction, { organizationId: id, after, limit: query.limit + 1 });
    });
    const members = found.slice(0, query.limit);
    const last = found.length > members.length ? members.at(-1) : undefined;
    return { members, next_cursor: last ? encodeCursor([last.subject]) : null };
  });
}
