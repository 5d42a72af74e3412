import { z } from 'zod';
import type { Database } from '../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../shared/http/cursor.ts';
import { operation, type Operation } from '../../shared/http/operation.ts';
import { text } from '../../shared/http/schemas.ts';
import { asCaller, enter } from '../../shared/http/tenancy.ts';
import { instantText, parseRows } from '../../shared/database/rows.ts';
import { listMembers, role } from './contract.ts';
import statement from './members.sql';

const memberRow = z.object({
  subject: z.string(),
  role,
  is_caller: z.boolean(),
  created_by: z.string(),
  created_at: instantText,
});
/** Subject of the last one shown. */
const pagePosition = z.tuple([text(1, 255)]);

export function listMembersOperation(database: Database): Operation {
  return operation(listMembers, async ({ path: { id }, query, caller }) => {
    const [after] = query.cursor === undefined ? [null] : decodeCursor(pagePosition, query.cursor);
    // One more than shown tells whether there is another page.
    const found = await asCaller(database, caller, async (transaction) => {
      await enter(transaction, id, { operators: true, named: { parameter: 'id' } });
      return parseRows(memberRow, await transaction.query(statement, [id, after, query.limit + 1]));
    });
    const members = found.slice(0, query.limit);
    const last = found.length > members.length ? members.at(-1) : undefined;
    return { members, next_cursor: last ? encodeCursor([last.subject]) : null };
  });
}
