import { dayOf } from '../../../shared/figures/days.ts';
import { resolveRange } from '../../../shared/figures/range.ts';
import { readSavings } from '../../../shared/figures/savings/savings.ts';
import type { Database } from '../../../shared/database/database.ts';
import type { Remember } from '../../../shared/figures/remembered/remembered.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { comparedRange } from './compared-range.ts';
import { baselineRules } from './baseline-rules.statement.ts';
import { savingsSummary } from './contract.ts';
import { presentRules } from './present-rules.ts';

export function savingsSummaryOperation(
  database: Database,
  remember: Remember,
): Operation<typeof savingsSummary> {
  return operation(savingsSummary, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, 'month', now, timeZone);
      const asked = { query, range, timeZone, today: dayOf(now, timeZone) };
      const read = {
        organizationId: query.organization_id,
        operation: savingsSummary.operationId,
        asked,
        tellsRules: true,
      };
      return remember(transaction, read, async () => {
        const { totals, trend, precedingPeriod, change, projection } = await readSavings(transaction, {
          organizationId: query.organization_id,
          range,
          compared: comparedRange(range, query.compare_to),
          period: query.period,
          provider: query.provider ?? null,
          today: dayOf(now, timeZone),
        });
        const rules = await baselineRules.run(transaction, {
          organizationId: query.organization_id,
          ...range,
          timeZone,
          provider: query.provider,
        });
        return {
          ...totals,
          currency: 'USD',
          period: range,
          trend,
          preceding_period: precedingPeriod,
          change,
          projection,
          baseline_rules: presentRules(rules, totals),
        };
      });
    }),
  );
}
