import {
  keepPreviousData,
  useInfiniteQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import type { Route } from '../../../../shared/http/route.ts';
import { call } from './client.ts';
import type { OperationName, RequestOf, ResultOf } from './operation.ts';
import { keyOf, pollInterval, type ReadOptions } from './use-read.ts';

const FIRST_PAGE: string | null = null;

/**
 * Reads a list page by page: `fetchNextPage` adds the next.
 * @param requestAt the request of the page at a cursor; undefined: of the first
 * @param nextCursor where the page after this one begins; null: it is the last
 */
export function useReadPages<R extends Route>(
  name: OperationName<R>,
  requestAt: (cursor: string | undefined) => RequestOf<R>,
  nextCursor: (page: ResultOf<R>) => string | null,
  { enabled = true, pollWhile, lookEvery, live = true }: ReadOptions<readonly ResultOf<R>[]> = {},
): UseInfiniteQueryResult<InfiniteData<ResultOf<R>>> {
  return useInfiniteQuery({
    queryKey: ['pages', ...keyOf<R>(name, requestAt(undefined))],
    queryFn: ({ signal, pageParam }) => call<R>(name, requestAt(pageParam ?? undefined), signal),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => pollInterval(pollWhile, state.data?.pages) || (lookEvery ?? false),
    enabled,
    meta: { live },
  });
}
