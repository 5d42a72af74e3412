export interface View {
  readonly subject: string;
  readonly organizationId: string;
  readonly operation: string;
}

export interface RecentViews {
  /** Whether nobody has asked this of the same hour, by a request's clock, since it was forgotten. */
  isNew(view: View, now: Date): boolean;
  forget(view: View): void;
}

const HOUR_MS = 3_600_000;
/** About 2 MB. What is forgotten is written again, which the database leaves out. */
const MOST = 10_000;

/** What is on the audit log for this hour already, as far as this process has seen. */
export function recentViews(): RecentViews {
  let hour = 0;
  const seen = new Set<string>();
  const keyOf = ({ subject, organizationId, operation }: View) =>
    JSON.stringify([subject, organizationId, operation]);
  return {
    isNew(view, now) {
      const current = Math.floor(now.getTime() / HOUR_MS);
      if (current !== hour || seen.size >= MOST) seen.clear();
      hour = current;
      const before = seen.size;
      return seen.add(keyOf(view)).size > before;
    },
    forget(view) {
      seen.delete(keyOf(view));
    },
  };
}
