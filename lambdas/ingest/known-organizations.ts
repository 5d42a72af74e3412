import type { Database } from '../../shared/database/database.ts';
import { organizations } from './organizations.statement.ts';

/** A changed retention reaches ingest after this long; a new organization at once, for only the known are remembered. */
const REMEMBERED_FOR = 60_000;

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
      const found = await database.transaction((transaction) =>
        organizations.run(transaction, { ids: missing }),
      );
      for (const { id, retention_days: days } of found) current.set(id, days);
    }
    return current;
  };
}
