import type { Database } from '../../../shared/database/database.ts';
import { senders } from './senders.statement.ts';

/** A removed producer is refused after this long; a new one is let in at once, for only the allowed are remembered. */
const REMEMBERED_FOR = 60_000;

export interface Sending {
  readonly organizationId: string;
  /** Null: nobody that could be registered. */
  readonly principal: string | null;
}

/** Of organizations that exist, tells who may send what. */
export type AllowedSenders = (sendings: readonly Sending[]) => Promise<(sending: Sending) => boolean>;

const keyOf = ({ organizationId, principal }: Sending): string => `${organizationId} ${principal ?? ''}`;

/** Looks senders up and remembers those that are allowed, so that a chunk rarely waits for the database. */
export function allowedSenders(database: Database, now: () => number): AllowedSenders {
  let allowed = new Set<string>();
  let forgetAt = 0;
  return async (sendings) => {
    if (now() >= forgetAt) {
      allowed = new Set();
      forgetAt = now() + REMEMBERED_FOR;
    }
    // The one that this call reads from and adds to, even if it is replaced while the database answers.
    const current = allowed;
    const missing = new Map(
      sendings.map((sending) => [keyOf(sending), sending] as const).filter(([key]) => !current.has(key)),
    );
    if (missing.size > 0) {
      const asked = [...missing.values()];
      const found = await database.transaction((transaction) =>
        senders.run(transaction, {
          organizationIds: asked.map(({ organizationId }) => organizationId),
          principals: asked.map(({ principal }) => principal),
        }),
      );
      for (const { organization_id: organizationId, principal } of found) {
        current.add(keyOf({ organizationId, principal }));
      }
    }
    return (sending) => current.has(keyOf(sending));
  };
}
