import { resolveRange } from '../../../shared/figures/range.ts';
import { readRoutingQuality, toQuality } from '../../../shared/figures/routing/quality.ts';
import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { getRoutingQuality } from './contract.ts';

export function routingQualityOperation(database: Database): Operation<typeof getRoutingQuality> {
  return operation(getRoutingQuality, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, 'month', now, timeZone);
      const { overall, groups } = await readRoutingQuality(
        transaction,
        query.organization_id,
        range,
        timeZone,
      );
      return {
        currency: 'USD',
        period: range,
        overall,
        by_strategy: groups.flatMap(({ grouped_by, routing_strategy, ...row }) =>
          grouped_by === 'strategy' && routing_strategy !== null
            ? [{ routing_strategy, ...toQuality(row) }]
            : [],
        ),
        by_algorithm_version: groups
          .filter((row) => row.grouped_by === 'version')
          .map((row) => ({ algorithm_version: row.algorithm_version, ...toQuality(row) })),
        by_strategy_and_algorithm_version: groups.flatMap(
          ({ grouped_by, routing_strategy, algorithm_version, ...row }) =>
            grouped_by === 'strategy_and_version' && routing_strategy !== null
              ? [{ routing_strategy, algorithm_version, ...toQuality(row) }]
              : [],
        ),
      };
    }),
  );
}
