import { accountOf, type Source } from './account.ts';
import { activeDaysOf } from './account.statement.ts';
import { executionPages } from './executions.ts';

/**
 * All that is stored of a person as the text of one JSON object, made while it is sent.
 * @param users that stand for the person, in order of their ids
 * @param now when the export was asked for
 */
export async function* contentOf(
  source: Source,
  users: readonly { readonly id: string }[],
  now: Date,
): AsyncGenerator<string> {
  const { transaction, organizationId } = source;
  const head = JSON.stringify({
    organization_id: organizationId,
    exported_at: now.toISOString(),
    account: await accountOf(source),
  });
  yield `${head.slice(0, -1)},"users":[`;
  for (const [index, { id: userId }] of users.entries()) {
    const activeDays = await activeDaysOf.run(transaction, { organizationId, userId });
    const user = JSON.stringify({ id: userId, active_days: activeDays.map(({ day }) => day) });
    yield `${index === 0 ? '' : ','}\n${user.slice(0, -1)},"executions":[`;
    let separator = '\n';
    for await (const page of executionPages(source, userId)) {
      if (page.length === 0) continue;
      yield separator + page.map((execution) => JSON.stringify(execution)).join(',\n');
      separator = ',\n';
    }
    yield ']}';
  }
  yield ']}\n';
}
