import { dayOf } from '../../../shared/figures/days.ts';
import { readProviders } from '../../../shared/figures/providers/providers.ts';
import { resolveRange } from '../../../shared/figures/range.ts';
import type { Database } from '../../../shared/database/database.ts';
import type { Remember } from '../../../shared/figures/remembered/remembered.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { costsByProvider } from './contract.ts';

export function costsByProviderOperation(
  database: Database,
  remember: Remember,
): Operation<typeof costsByProvider> {
  return operation(costsByProvider, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, 'month', now, timeZone);
      const asked = { query, range, timeZone, today: dayOf(now, timeZone) };
      const read = { organizationId: query.organization_id, operation: costsByProvider.operationId, asked };
      return remember(transaction, read, async () => {
        const providers = await readProviders(transaction, query.organization_id, range);
        return { currency: 'USD', period: range, providers };
      });
    }),
  );
}
