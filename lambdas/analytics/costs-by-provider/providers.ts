import { readProviders } from '../../figures/providers/providers.ts';
import { resolveRange } from '../../figures/range.ts';
import type { Database } from '../../runtime/database.ts';
import { operation, type Operation } from '../../runtime/http/operation.ts';
import { asMember } from '../../runtime/http/tenancy.ts';
import { costsByProvider } from './contract.ts';

export function costsByProviderOperation(database: Database): Operation {
  return operation(costsByProvider, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, 'month', now, timeZone);
      const providers = await readProviders(transaction, query.organization_id, range);
      return { currency: 'USD', period: range, providers };
    }),
  );
}
