import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Route } from '../../../../shared/http/route.ts';
import { call } from './client.ts';
import type { OperationName, RequestOf, ResultOf } from './operation.ts';

export interface ReadOptions<Result> {
  /** False: not yet. */
  readonly enabled?: boolean;
  /** Whether what was read is still under way, and so is read again every other second. */
  readonly pollWhile?: (result: Result) => boolean;
  /** Milliseconds after which it is read again, of what no hint tells. */
  readonly lookEvery?: number;
  /** False: it does not change with new executions, and is not read again whenever there are some. */
  readonly live?: boolean;
}

const POLL_MS = 2_000;

/** Milliseconds until it is read again; false: not by itself. */
export function pollInterval<Result>(
  pollWhile: ReadOptions<Result>['pollWhile'],
  result: Result | undefined,
): number | false {
  return result !== undefined && pollWhile?.(result) ? POLL_MS : false;
}

/** The key that a read is remembered under. */
export function keyOf<R extends Route>(name: OperationName<R>, request: RequestOf<R>): readonly unknown[] {
  return [name, request.path ?? null, request.query ?? null];
}

/**
 * Reads one operation and keeps it up to date. While another request is under way the result of the one before is
 * shown; organizations never mix, because everything below an organization is made anew with it.
 */
export function useRead<R extends Route>(
  name: OperationName<R>,
  request: RequestOf<R>,
  { enabled = true, pollWhile, lookEvery, live = true }: ReadOptions<ResultOf<R>> = {},
): UseQueryResult<ResultOf<R>> {
  return useQuery({
    queryKey: keyOf<R>(name, request),
    queryFn: ({ signal }) => call<R>(name, request, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => pollInterval(pollWhile, state.data) || (lookEvery ?? false),
    enabled,
    meta: { live },
  });
}
