import type { Source } from './account.ts';
import {
  decisionsBetween,
  executionsOfUser,
  flagsOf,
  type ExecutionsOfUserRow,
} from './executions.statement.ts';

/** 2 MB in memory. */
const ROWS_PER_PAGE = 1_000;

/** Every execution of a user with its decision and flags, oldest first, a page at a time. */
export async function* executionPages(source: Source, userId: string): AsyncGenerator<readonly object[]> {
  const { transaction, organizationId } = source;
  let last: ExecutionsOfUserRow | undefined;
  let page: readonly ExecutionsOfUserRow[];
  do {
    page = await executionsOfUser.run(transaction, {
      organizationId,
      userId,
      afterTime: last?.exact_start_time,
      afterId: last?.id,
      limit: ROWS_PER_PAGE,
    });
    yield await withDetails(source, page);
    last = page.at(-1);
  } while (page.length === ROWS_PER_PAGE);
}

async function withDetails(
  { transaction, organizationId }: Source,
  page: readonly ExecutionsOfUserRow[],
): Promise<object[]> {
  const [first] = page;
  const last = page.at(-1);
  if (!first || !last) return [];
  const ids = page.map(({ id }) => id);
  const bounds = { firstTime: first.exact_start_time, lastTime: last.exact_start_time };
  const decisions = await decisionsBetween.run(transaction, { organizationId, ids, ...bounds });
  const flags = await flagsOf.run(transaction, { organizationId, ids });
  const decisionOf = new Map(
    decisions.map(({ organization_id: _organization, id, start_time: _start, ...decision }) => [
      id,
      decision,
    ]),
  );
  const flagsById = Map.groupBy(flags, ({ execution_id: id }) => id);
  return page.map(({ organization_id: _organization, exact_start_time, exact_end_time, ...execution }) => ({
    ...execution,
    start_time: exact_start_time,
    end_time: exact_end_time,
    routing_decision: decisionOf.get(execution.id) ?? null,
    flags: (flagsById.get(execution.id) ?? []).map(({ execution_id: _id, ...flag }) => flag),
  }));
}
