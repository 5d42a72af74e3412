import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { Route } from '../../../../shared/http/route.ts';
import { download } from '../api/client.ts';
import type { OperationName, RequestOf } from '../api/operation.ts';

/** Long enough for the browser to begin to read what it saves. */
const KEPT_MS = 60_000;

export interface WantedFile<R extends Route> {
  readonly request: RequestOf<R>;
  /** What it is saved as where the API gives no name, as with JSON. */
  readonly filename?: string | undefined;
}

/** Gets a file of an operation and has the browser save it. */
export function useDownload<R extends Route>(
  name: OperationName<R>,
): UseMutationResult<void, Error, WantedFile<R>> {
  return useMutation({
    mutationFn: async ({ request, filename: fallback }: WantedFile<R>) => {
      const { file, filename } = await download<R>(name, request);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = filename ?? fallback ?? 'payback';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
    },
  });
}
