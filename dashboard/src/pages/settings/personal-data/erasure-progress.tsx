import type { getErasure } from '../../../../../lambdas/user-data/contract.ts';
import { useRead } from '../../../shared/api/use-read.ts';
import { count } from '../../../shared/format/formats.ts';
import { Notice, ProblemNotice } from '../../../shared/ui/notice.tsx';

/** How far an erasure is, until it is done. */
export function ErasureProgress({ id }: { readonly id: string }) {
  const { data, error, refetch } = useRead<typeof getErasure>(
    'GET /api/v1/user/data/erasures/{id}',
    { path: { id } },
    { live: false, pollWhile: ({ status }) => status !== 'completed' },
  );
  if (error) return <ProblemNotice error={error} retry={refetch} />;
  if (!data) return <Notice>The erasure has been asked for.</Notice>;
  const erased = `${count(data.executions)} ${data.executions === 1 ? 'task' : 'tasks'} so far`;
  return data.status === 'completed' ? (
    <Notice kind="success">Everything is erased.</Notice>
  ) : (
    <Notice>Erasing: {erased}. It takes some minutes, also when this page is closed.</Notice>
  );
}
