import type { Database } from '../../shared/database/database.ts';
import { organizations } from './organizations.statement.ts';

/** A changed setting reaches ingest after this long; a new organization at once, for only the known are remembered. */
const REMEMBERED_FOR = 60_000;

/** The settings of an organization that decide what is kept of its messages. */
export interface KnownOrganization {
  readonly retentionDays: number;
  /** The least start time that is kept, in epoch milliseconds. */
  readonly keptFrom: number;
  /** Whether descriptions of tasks are kept at all. */
  readonly keepDescriptions: boolean;
  /** Whether error messages are kept rather than their class. */
  readonly keepErrorMessages: boolean;
}

/** Tells those of the organizations that exist. */
export type OrganizationsOf = (
  organizationIds: ReadonlySet<string>,
) => Promise<ReadonlyMap<string, KnownOrganization>>;

/** Looks organizations up and remembers them, so that preparing a chunk rarely waits for the database. */
export function knownOrganizations(database: Database, now: () => number): OrganizationsOf {
  let known = new Map<string, KnownOrganization>();
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
        organizations.run(transaction, { ids: missing, now: new Date(now()).toISOString() }),
      );
      for (const row of found) {
        current.set(row.id, {
          retentionDays: row.retention_days,
          keptFrom: Date.parse(row.kept_from),
          keepDescriptions: row.keep_descriptions,
          keepErrorMessages: row.keep_error_messages,
        });
      }
    }
    return current;
  };
}
