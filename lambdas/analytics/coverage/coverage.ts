import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { toCoverage } from '../../../shared/figures/figures.ts';
import { resolveRange } from '../../../shared/figures/range.ts';
import { getCoverage, unpricedGroup } from './contract.ts';
import { priceBases, providerCosts } from './bases.statement.ts';
import { presentBases, presentProviderCosts } from './present-bases.ts';
import { readCoverage } from './coverage.statement.ts';
import { disputed } from './disputed.statement.ts';
import { rounded } from '../../../shared/shown/rounded.ts';
import { baselineRules } from '../savings-summary/baseline-rules.statement.ts';
import { presentRules } from '../savings-summary/present-rules.ts';
import { presentCounts } from '../rejections/message-counts.ts';
import { messageCounts } from '../rejections/rejections.statement.ts';
import { remedyOf } from './remedy.ts';

// Every model that a producer makes up is another group, and an answer has to fit into 6 MB.
const MOST_GROUPS = 200;
const MOST_DIFFERENCES = 50;

const unpricedGroups = z.array(
  unpricedGroup.omit({ baseline: true, remedy: true }).extend({
    baseline_provider: z.string().nullable(),
    baseline_model: z.string().nullable(),
  }),
);

export function coverageOperation(database: Database): Operation<typeof getCoverage> {
  return operation(getCoverage, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, 'month', now, timeZone);
      const row = await readCoverage.one(transaction, {
        organizationId: query.organization_id,
        ...range,
        timeZone,
        mostGroups: MOST_GROUPS,
      });
      const counts = await messageCounts.one(transaction, {
        organizationId: query.organization_id,
        ...range,
      });
      const kept = { organizationId: query.organization_id, ...range, timeZone };
      const bases = await priceBases.run(transaction, kept);
      const reported = await providerCosts.run(transaction, { ...kept, most: MOST_DIFFERENCES });
      const rules = await baselineRules.run(transaction, { ...kept, provider: null });
      const doubtful = await disputed.one(transaction, { organizationId: query.organization_id, ...range });
      const groups = unpricedGroups.parse(row.groups);
      const coverage = toCoverage(row);
      const listed = groups.reduce((sum, group) => sum + group.executions, 0);
      return {
        period: range,
        coverage,
        disputed: {
          executions: doubtful.executions,
          actual_cost: rounded(doubtful.actual_cost, 2),
          exact: { actual_cost: doubtful.actual_cost },
        },
        price_bases: presentBases(bases),
        provider_costs: presentProviderCosts(reported),
        baseline_rules: presentRules(rules, {
          compared_tasks: row.compared,
          exact: { baseline_cost: row.baseline_cost },
        }),
        messages: presentCounts(counts),
        groups: groups.map(({ baseline_provider, baseline_model, ...group }) => {
          const baseline =
            baseline_provider === null ? null : { provider: baseline_provider, model: baseline_model };
          return { ...group, baseline, remedy: remedyOf(group.reason, group, baseline) };
        }),
        unlisted_executions: coverage.unpriced - listed,
      };
    }),
  );
}
