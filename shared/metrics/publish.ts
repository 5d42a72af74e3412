import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Metric } from './metric.ts';

const lines = new Metrics();

/**
 * Publishes values of a function's metrics, in one line of its log (embedded metric format).
 * @param values by the names of the table, several where each of them counts by itself; what is not among them is not published, and
 * what is not in the table is not either, so that a result with more in it can be handed over as it is
 */
export function publish<Name extends string>(
  metrics: Readonly<Record<Name, Metric>>,
  values: Readonly<Partial<Record<NoInfer<Name>, number | readonly number[] | undefined>>>,
): void {
  for (const key in metrics) {
    for (const value of [values[key] ?? []].flat()) {
      lines.addMetric(metrics[key].name, metrics[key].unit, value);
    }
  }
  // Full lines are published as they fill.
  if (lines.hasStoredMetrics()) lines.publishStoredMetrics();
}
