import {
  difference,
  quotient,
  total,
  type Exact,
  type Fraction,
} from '../../../../shared/shown/fractions.ts';
import { readable } from '../../../../shared/shown/names.ts';
import type { Summary } from '../read-summary.ts';

export interface ProviderRow {
  readonly name: string;
  readonly tasks: number;
  readonly successRate: Fraction | null;
  /** Null, like the other three: no task can be compared, so nothing is known. */
  readonly cost: Exact | null;
  readonly baselineCost: Exact | null;
  readonly savings: Exact | null;
  /** Savings as a part of the baseline cost. */
  readonly part: Fraction | null;
}

type Provider = Summary['providers'][number];

/** The providers with the largest cost, the others as one row, and all of them: at most `most` and the last. */
export function providerRows(summary: Summary, most: number): ProviderRow[] {
  const { providers, exact } = summary;
  const shown = providers.length > most ? most - 1 : providers.length;
  const others = providers.slice(shown);
  return [
    ...providers
      .slice(0, shown)
      .map((each) => rowOf(readable(each.provider), each, each.exact.savings, each.exact.baseline_cost)),
    ...(others.length > 0 ? [othersOf(others)] : []),
    rowOf('All providers', summary, exact.total_savings, exact.baseline_cost),
  ];
}

function rowOf(
  name: string,
  { tasks, successful_tasks: successful }: Pick<Provider, 'tasks' | 'successful_tasks'>,
  savings: Exact | null,
  baselineCost: Exact | null,
): ProviderRow {
  return {
    name,
    tasks,
    successRate: quotient(successful, tasks),
    cost: savings === null || baselineCost === null ? null : difference(baselineCost, savings),
    baselineCost,
    savings,
    part: quotient(savings, baselineCost),
  };
}

function othersOf(providers: readonly Provider[]): ProviderRow {
  const count = (of: (each: Provider) => number) => providers.reduce((sum, each) => sum + of(each), 0);
  const known = providers.flatMap(({ exact: { savings, baseline_cost: baselineCost } }) =>
    savings === null || baselineCost === null ? [] : { savings, baselineCost },
  );
  const sum = (of: (each: (typeof known)[number]) => string) =>
    known.length === 0 ? null : total(known.map(of));
  return rowOf(
    `${providers.length} others`,
    { tasks: count((each) => each.tasks), successful_tasks: count((each) => each.successful_tasks) },
    sum((each) => each.savings),
    sum((each) => each.baselineCost),
  );
}
