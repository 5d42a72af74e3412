import type { Query, QueryClient } from '@tanstack/react-query';

/**
 * Reads again what is shown, as figures have changed. A page that is just being added to a list is waited for: to read the
 * list again while it comes would cancel it, and whoever asked for more would get nothing.
 */
export async function readAgain(client: QueryClient): Promise<void> {
  const adding = client.getQueryCache().findAll({ type: 'active', predicate: isAddingPage });
  const others = client.invalidateQueries({
    refetchType: 'active',
    predicate: (query) => isLive(query) && !adding.includes(query),
  });
  const added = adding.filter(isLive).map(async ({ promise, queryKey }) => {
    await promise?.catch(() => undefined);
    await client.invalidateQueries({ refetchType: 'active', queryKey, exact: true });
  });
  await Promise.all([others, ...added]);
}

const isLive = ({ meta }: Query): boolean => meta?.['live'] !== false;

const isAddingPage = ({ state }: Query): boolean =>
  state.fetchStatus === 'fetching' && state.fetchMeta?.fetchMore !== undefined;
