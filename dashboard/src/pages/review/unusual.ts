import { difference, quotient, signOf } from '../../../../shared/shown/fractions.ts';
import { decimal, money, share, smallMoney } from '../../shared/format/formats.ts';
import type { Anomaly } from './filters.ts';

/** Less would be rounded to 0. */
const LEAST_SHOWN = 0.001;

/**
 * What is unusual about a flagged task, in plain words.
 * @param limit the organization's present review threshold; the flag may have been set at another one
 */
export function unusual({ kind, execution }: Pick<Anomaly, 'kind' | 'execution'>, limit: string): string {
  const { actual_cost: cost, baseline_cost: baseline } = execution.exact;
  if (kind === 'over_review_threshold') {
    const over = cost === null ? null : difference(cost, limit);
    if (over === null || signOf(over) <= 0) return 'Over the review threshold as it was then';
    return `${smallMoney(over)} over the review threshold of ${Number(limit) < 0.01 ? smallMoney(limit) : money(limit)}`;
  }
  // Costs are known when a flag is set. A price that is gone since may have taken one away from a reviewed flag.
  if (cost === null || baseline === null) return 'Cost more than its baseline when it was flagged';
  const times = quotient(cost, baseline);
  if (times === null) return 'The baseline would have cost nothing';
  if (signOf(difference(times, 2)) >= 0) return `Cost ${decimal(times)} times its baseline`;
  const more = difference(times, 1);
  const isShown = signOf(difference(more, LEAST_SHOWN)) >= 0;
  return `Cost ${isShown ? share(more) : `less than ${share(LEAST_SHOWN)}`} more than its baseline`;
}
