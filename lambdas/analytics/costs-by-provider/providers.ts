import { z } from 'zod';
import type { Database } from '../../runtime/database.ts';
import { operation, type Operation } from '../../runtime/http/operation.ts';
import { asMember } from '../../runtime/http/tenancy.ts';
import { parseRows } from '../../runtime/rows.ts';
import { measures, toPart } from '../figures.ts';
import { resolveRange } from '../range.ts';
import { roundedOrNull } from '../../runtime/rounded.ts';
import { costsByProvider } from './contract.ts';
import statement from './providers.sql';

const providerRow = measures.extend({ provider: z.string(), avg_cost_per_task: z.string().nullable() });

export function costsByProviderOperation(database: Database): Operation {
  return operation(costsByProvider, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, 'month', now, timeZone);
      const parameters = [query.organization_id, range.start, range.end];
      const rows = parseRows(providerRow, await transaction.query(statement, parameters));
      return {
        currency: 'USD',
        period: range,
        providers: rows.map((row) => ({
          provider: row.provider,
          ...toPart(row),
          avg_cost_per_task: roundedOrNull(row.avg_cost_per_task, 6),
        })),
      };
    }),
  );
}
