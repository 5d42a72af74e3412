import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Route } from '../../../../shared/http/route.ts';
import { call } from './client.ts';
import type { OperationName, RequestOf, ResultOf } from './operation.ts';

/** Calls an operation that changes something; all that is shown is read again after it. */
export function useWrite<R extends Route>(
  name: OperationName<R>,
): UseMutationResult<ResultOf<R>, Error, RequestOf<R>> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: RequestOf<R>) => call<R>(name, request),
    onSuccess: () => client.invalidateQueries(),
  });
}
