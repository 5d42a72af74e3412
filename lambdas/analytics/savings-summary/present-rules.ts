import type * as z from 'zod';
import type { totals } from '../../../shared/figures/figures-contract.ts';
import { rule } from '../../../shared/http/baseline-rule.ts';
import { rounded } from '../../../shared/shown/rounded.ts';
import type { BaselineRulesRow } from './baseline-rules.statement.ts';
import type { baselineRules } from './contract.ts';

type Rules = z.input<typeof baselineRules>;
interface Compared {
  readonly compared_tasks: number;
  readonly exact: Pick<z.input<typeof totals>['exact'], 'baseline_cost'>;
}

/** @param rows none where the organization has but its one baseline, which then is that of all compared tasks */
export function presentRules(
  rows: readonly BaselineRulesRow[],
  { compared_tasks: tasks, exact }: Compared,
): Rules {
  const all =
    rows.length > 0 || tasks === 0 || exact.baseline_cost === null
      ? rows
      : [{ rule: 'organization', tasks, baseline_cost: exact.baseline_cost }];
  return all.map((row) => ({
    rule: rule.parse(row.rule),
    tasks: row.tasks,
    baseline_cost: rounded(row.baseline_cost, 2),
    exact: { baseline_cost: row.baseline_cost },
  }));
}
