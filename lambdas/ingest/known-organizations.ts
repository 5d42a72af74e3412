import { z } from 'zod';
import type { Database } from '../../shared/database/database.ts';
import { uuidArray } from '../../shared/database/array-parameter.ts';
import organizationsQuery from './organizations.sql';

/** A changed retention reaches ingest after this long; a new organization at once, for only the known are remembered. */
const REMEMBERED_FOR = 60_000;
const rowsSchema = z.array(z.object({ id: z.string(), retention_days: z.number() }));

/** Tells the retention, in days, of those of the organizations that exist. */
export type RetentionOf = (organizationIds: ReadonlySet<string>) => Promise<ReadonlyMap<string, number>>;

/** Looks organizations up and remembers them, so that preparing a chunk rarely waits for the database. */
export function knownOrganizations(database: Database, now: () => number): RetentionOf {
  let known = new Map<string, number>();
  let forgetAt = 0;
  return async (organizationIds) => {
    if (now() >= forgetAt) {
      known = new Map();
      forgetAt = now() + REMEMBERED_FOR;
    }
    // The one that this call reads from and adds to, even if it is replaced while the database answers.
    const current = known;
    const missing = [...organizationIds].filter((id) => !current.has(id));
    if (missing.length > 0) {
      const { rows } = await database.transaction(({ query }) =>
        query(organizationsQuery, [uuidArray(missing)]),
      );
      for (const { id, retention_days: days } of rowsSchema.parse(rows)) current.set(id, days);
    }
    return current;
  };
}
