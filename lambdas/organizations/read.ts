import * as z from 'zod';
import type { Database } from '../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../shared/http/cursor.ts';
import { operation, type Operation } from '../../shared/http/operation.ts';
import { text, uuid } from '../../shared/http/schemas.ts';
import { asCaller, enter } from '../../shared/http/tenancy.ts';
import { getOrganization, listOrganizations } from './contract.ts';
import { readOrganization, readOrganizations } from './organization.ts';

/** Name and id of the last one shown. */
const pagePosition = z.tuple([text(1, 200), uuid]);

export function listOrganizationsOperation(database: Database): Operation<typeof listOrganizations> {
  return operation(listOrganizations, async ({ query, caller }) => {
    const after = query.cursor === undefined ? undefined : decodeCursor(pagePosition, query.cursor);
    // One more than shown tells whether there is another page.
    const found = await asCaller(database, caller, (transaction) =>
      readOrganizations(transaction, query.limit + 1, after),
    );
    const organizations = found.slice(0, query.limit);
    const last = found.length > organizations.length ? organizations.at(-1) : undefined;
    return { organizations, next_cursor: last ? encodeCursor([last.name, last.id]) : null };
  });
}

export function getOrganizationOperation(database: Database): Operation<typeof getOrganization> {
  return operation(getOrganization, ({ path, caller }) =>
    asCaller(database, caller, async (transaction) => {
      await enter(transaction, path.id, { operators: true, named: { parameter: 'id' } });
      return readOrganization(transaction, path.id);
    }),
  );
}
