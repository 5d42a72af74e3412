import { resolveRange } from '../../figures/range.ts';
import type { Database } from '../../runtime/database.ts';
import { operation, type Operation } from '../../runtime/http/operation.ts';
import { asMember } from '../../runtime/http/tenancy.ts';
import { parseRows } from '../../runtime/rows.ts';
import { getRoutingQuality } from './contract.ts';
import { qualityRow, toQuality } from './quality-row.ts';
import statement from './quality.sql';

export function routingQualityOperation(database: Database): Operation {
  return operation(getRoutingQuality, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, 'month', now, timeZone);
      const parameters = [query.organization_id, range.start, range.end, timeZone];
      const rows = parseRows(qualityRow, await transaction.query(statement, parameters));
      const overall = rows.find((row) => row.grouped_by === 'all');
      if (!overall) throw new Error('the empty grouping set gives one row');
      return {
        currency: 'USD',
        period: range,
        overall: toQuality(overall),
        by_strategy: rows
          .filter((row) => row.grouped_by === 'strategy')
          .map((row) => ({ routing_strategy: row.routing_strategy, ...toQuality(row) })),
        by_algorithm_version: rows
          .filter((row) => row.grouped_by === 'version')
          .map((row) => ({ algorithm_version: row.algorithm_version, ...toQuality(row) })),
        by_strategy_and_algorithm_version: rows
          .filter((row) => row.grouped_by === 'strategy_and_version')
          .map((row) => ({
            routing_strategy: row.routing_strategy,
            algorithm_version: row.algorithm_version,
            ...toQuality(row),
          })),
      };
    }),
  );
}
