import { rounded, shareOf } from '../../../../shared/shown/rounded.ts';
import { fromPicodollars, toPicodollars } from '../picodollars.ts';
import { knownSum } from '../../../../shared/shown/known.ts';
import type { Summary } from '../read-summary.ts';
import { readable } from '../../../../shared/shown/names.ts';

export interface ProviderRow {
  readonly name: string;
  readonly tasks: number;
  readonly successRate: number | null;
  /** Null, like the other two: no task can be compared, so nothing is known. */
  readonly cost: number | null;
  readonly baselineCost: number | null;
  readonly savings: number | null;
  readonly percentage: number | null;
}

type Provider = Summary['providers'][number];

/** The providers with the largest cost, the others as one row, and all of them: at most `most` and the last. */
export function providerRows(summary: Summary, most: number): ProviderRow[] {
  const { providers } = summary;
  const shown = providers.length > most ? most - 1 : providers.length;
  const others = providers.slice(shown);
  return [
    ...providers.slice(0, shown).map(rowOf),
    ...(others.length > 0 ? [othersOf(others)] : []),
    {
      name: 'All providers',
      tasks: summary.tasks,
      successRate: shareOf(summary.successful_tasks, summary.tasks),
      cost: knownSum(summary, summary.total_cost),
      baselineCost: knownSum(summary, summary.baseline_cost),
      savings: knownSum(summary, summary.total_savings),
      percentage: summary.savings_percentage,
    },
  ];
}

const nothingKnown = { cost: null, baselineCost: null, savings: null };

const rowOf = (each: Provider): ProviderRow => ({
  name: readable(each.provider),
  tasks: each.tasks,
  successRate: shareOf(each.successful_tasks, each.tasks),
  cost: knownSum(each, each.actual_cost),
  baselineCost: knownSum(each, each.baseline_cost),
  savings: knownSum(each, each.savings),
  percentage: each.savings_percentage,
});

function othersOf(providers: readonly Provider[]): ProviderRow {
  const count = (of: (each: Provider) => number) => providers.reduce((sum, each) => sum + of(each), 0);
  const total = (of: (each: Provider) => string) =>
    providers.reduce((sum, each) => sum + toPicodollars(of(each)), 0n);
  const dollars = (units: bigint) => rounded(fromPicodollars(units), 2);
  const baseline = total((each) => each.exact.baseline_cost);
  const savings = total((each) => each.exact.savings);
  const tasks = count((each) => each.tasks);
  return {
    name: `${providers.length} others`,
    tasks,
    successRate: shareOf(
      count((each) => each.successful_tasks),
      tasks,
    ),
    ...(count((each) => each.compared_tasks) === 0
      ? nothingKnown
      : { cost: dollars(baseline - savings), baselineCost: dollars(baseline), savings: dollars(savings) }),
    percentage: baseline === 0n ? null : Number((savings * 10_000n) / baseline) / 100,
  };
}
