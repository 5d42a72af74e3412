const KEY = 'payback.organization';
const SEEN_KEY = 'payback.seen-organization';

/** An organization, and what it takes to ask for its figures. */
export interface SeenOrganization {
  readonly id: string;
  readonly time_zone: string;
}

/** The id of the one that was looked at last on this device. */
const lastOrganization = (): string | null => localStorage.getItem(KEY);

/** The one that was looked at last in this session: another person's is never asked for. */
export function seenOrganization(): SeenOrganization | undefined {
  const text = sessionStorage.getItem(SEEN_KEY);
  if (text === null) return undefined;
  const seen: SeenOrganization = JSON.parse(text);
  return seen;
}

export function rememberOrganization({ id, time_zone }: SeenOrganization): void {
  localStorage.setItem(KEY, id);
  sessionStorage.setItem(SEEN_KEY, JSON.stringify({ id, time_zone }));
}

/**
 * The one to show of all that somebody may look at.
 * @param asked the id in the address; without one it is the one that was looked at last
 */
export function currentOrganization<Each extends SeenOrganization>(
  organizations: readonly Each[],
  asked: string | undefined,
): Each | undefined {
  if (asked !== undefined) return organizations.find(({ id }) => id === asked);
  const last = lastOrganization();
  return organizations.find(({ id }) => id === last) ?? organizations[0];
}
