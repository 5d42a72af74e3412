import type * as z from 'zod';
import type { providerFigures } from '../../../shared/figures/providers/contract.ts';
import { FEWEST_TASKS } from '../../../shared/shown/board/summary.ts';
import { difference, quotient, signOf } from '../../../shared/shown/fractions.ts';
import { shareOf } from '../../../shared/shown/rounded.ts';

type Provider = z.input<typeof providerFigures>;

/** The most reliable provider: what finished tasks succeeded, of at least {@link FEWEST_TASKS}. */
export function bestPerformer(providers: readonly Provider[]) {
  const contenders = providers.filter((each) => each.tasks >= FEWEST_TASKS);
  // Cross-multiplied: 2,999 of 3,000 is less than 3,000 of 3,001, whatever is shown of the two.
  const best = first(
    contenders,
    (a, b) => b.successful_tasks * a.tasks - a.successful_tasks * b.tasks || b.tasks - a.tasks,
  );
  if (!best) return null;
  const { provider, tasks, successful_tasks: successful } = best;
  return { provider, tasks, contenders: contenders.length, success_rate: shareOf(successful, tasks) };
}

/** The provider that cost the least of what the baseline would have, over at least {@link FEWEST_TASKS} compared tasks. */
export function mostCostEfficient(providers: readonly Provider[]) {
  const contenders = providers.flatMap((each) => {
    const saved = quotient(each.exact.savings, each.exact.baseline_cost);
    return each.compared_tasks < FEWEST_TASKS || saved === null ? [] : { ...each, saved };
  });
  const best = first(
    contenders,
    (a, b) => signOf(difference(b.saved, a.saved)) || b.compared_tasks - a.compared_tasks,
  );
  if (!best) return null;
  const { provider, compared_tasks: tasks, savings_percentage } = best;
  return { provider, tasks, contenders: contenders.length, savings_percentage };
}

function first<T>(items: readonly T[], compare: (a: T, b: T) => number): T | undefined {
  return items.toSorted(compare)[0];
}
