import { decimal, money, share, smallMoney } from '../../shared/format/formats.ts';
import type { Anomaly } from './filters.ts';

/** Less would be rounded to 0. */
const LEAST_SHOWN = 0.001;

/**
 * What is unusual about a flagged task, in plain words.
 * @param threshold the organization's present review threshold; the flag may have been set at another one
 */
export function unusual({ kind, execution }: Pick<Anomaly, 'kind' | 'execution'>, threshold: string): string {
  const { actual_cost: cost, baseline_cost: baseline } = execution;
  if (kind === 'over_review_threshold') {
    const limit = Number(threshold);
    if (cost === null || cost <= limit) return 'Over the review threshold as it was then';
    return `${smallMoney(cost - limit)} over the review threshold of ${limit < 0.01 ? smallMoney(limit) : money(limit)}`;
  }
  // Costs are known when a flag is set. A price that is gone since may have taken one away from a reviewed flag.
  if (cost === null || baseline === null) return 'Cost more than its baseline when it was flagged';
  if (baseline <= 0) return 'The baseline would have cost nothing';
  const times = cost / baseline;
  if (times >= 2) return `Cost ${decimal(times)} times its baseline`;
  const more = times - 1 < LEAST_SHOWN ? `less than ${share(LEAST_SHOWN)}` : share(times - 1);
  return `Cost ${more} more than its baseline`;
}
