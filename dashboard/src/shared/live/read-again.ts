import type { Query, QueryClient } from '@tanstack/react-query';

/**
 * Reads again what is shown, as figures have changed. A page that is just being added to a list is waited for: to read the
 * list again while it comes would cancel it, and whoever asked for more would get nothing. What waits for its next attempt
 * goes on waiting: that attempt brings what is new, and to ask sooner is what the API has asked not to do.
 */
export async function readAgain(client: QueryClient): Promise<void> {
  const adding = client.getQueryCache().findAll({ type: 'active', predicate: isAddingPage });
  const others = client.invalidateQueries({
    refetchType: 'active',
    predicate: (query) => isLive(query) && !isWaiting(query) && !adding.includes(query),
  });
  const added = adding.filter(isLive).map(async ({ promise, queryKey }) => {
    await promise?.catch(() => undefined);
    await client.invalidateQueries({ refetchType: 'active', queryKey, exact: true });
  });
  await Promise.all([others, ...added]);
}

const isLive = ({ meta }: Query): boolean => meta?.['live'] !== false;

/** Between two attempts, or at the next one already. */
const isWaiting = ({ state }: Query): boolean =>
  state.fetchStatus === 'fetching' && state.fetchFailureCount > 0;

const isAddingPage = ({ state }: Query): boolean =>
  state.fetchStatus === 'fetching' && state.fetchMeta?.fetchMore !== undefined;
