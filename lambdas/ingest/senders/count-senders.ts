import type { Transaction } from '../../../shared/database/database.ts';
import type { Execution } from '../parse-message.ts';
import { totals } from './totals.statement.ts';

/** @param receivedAt epoch milliseconds */
export async function countSenders(
  transaction: Transaction,
  stored: readonly Execution[],
  receivedAt: number,
): Promise<void> {
  const counted = new Map<string, { organizationId: string; principal: string; executions: number }>();
  for (const { data, producer: principal } of stored) {
    if (principal === null) continue;
    const organizationId = data.organization_id;
    const key = `${organizationId} ${principal}`;
    const sender = counted.get(key) ?? { organizationId, principal, executions: 0 };
    sender.executions += 1;
    counted.set(key, sender);
  }
  if (counted.size === 0) return;
  const senders = [...counted.values()];
  await totals.run(transaction, {
    receivedAt: new Date(receivedAt).toISOString(),
    organizationIds: senders.map(({ organizationId }) => organizationId),
    principals: senders.map(({ principal }) => principal),
    executions: senders.map(({ executions }) => executions),
  });
}
