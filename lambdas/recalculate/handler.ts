import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { connect } from '../../shared/database/database.ts';
import { recalculateMetrics } from './metric-names.ts';
import { recalculate, WORKERS, type RecalculateResult } from '../../shared/recalculation/recalculate.ts';

const logger = new Logger();
const metrics = new Metrics();
const database = connect({ statementTimeout: 30_000, connections: WORKERS });
/** Less than the minute after which the schedule calls again, so that runs do not pile up beside each other. */
const RUN_MS = 50_000;

/** Run by a schedule: works on the recalculations that changes of prices and baselines asked for. */
export async function handler(): Promise<RecalculateResult> {
  const end = Date.now() + RUN_MS;
  const result = await recalculate(database, { timeIsUp: () => Date.now() >= end });
  metrics.addMetric(recalculateMetrics.runs, MetricUnit.Count, 1);
  metrics.addMetric(recalculateMetrics.examined, MetricUnit.Count, result.examined);
  metrics.addMetric(recalculateMetrics.oldest, MetricUnit.Seconds, result.oldestAgeSeconds);
  metrics.publishStoredMetrics();
  if (result.examined > 0) logger.info('recalculated', { ...result });
  return result;
}
