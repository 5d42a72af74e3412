import { outcomesResult } from '../../lambdas/operations/contract.ts';
import { invoke, type Target } from '../target/target.ts';

/** The most that the function is asked about at once. */
const MOST = 10_000;

/** What names an execution: two organizations may use the same id. */
export interface ExecutionKey {
  readonly organization_id: string;
  readonly id: string;
}

export const keyOf = ({ organization_id: organizationId, id }: ExecutionKey) => `${organizationId} ${id}`;

export interface Outcomes {
  /** Keys of those that are stored. */
  readonly stored: ReadonlySet<string>;
  /** By key; only rejections that came since the time given. */
  readonly rejected: ReadonlyMap<string, { readonly reason: string; readonly path: string | null }>;
}

/** What has become of executions, as far as it is known. @param since RFC 3339 */
export async function outcomesOf(
  target: Target,
  executions: readonly ExecutionKey[],
  since: string,
): Promise<Outcomes> {
  const stored = new Set<string>();
  const rejected = new Map<string, { readonly reason: string; readonly path: string | null }>();
  for (let start = 0; start < executions.length; start += MOST) {
    const asked = executions
      .slice(start, start + MOST)
      .map(({ organization_id: organizationId, id }) => ({ organization_id: organizationId, id }));
    const event = { command: 'outcomes', executions: asked, since };
    const found = await invoke(target, 'operations', event, outcomesResult);
    for (const each of found.stored) stored.add(keyOf(each));
    for (const each of found.rejected) rejected.set(keyOf(each), each);
  }
  return { stored, rejected };
}
