import { createLogger } from '../../shared/logging/logger.ts';
import { connect } from '../../shared/database/database.ts';
import { publish } from '../../shared/metrics/publish.ts';
import { recalculate, WORKERS, type RecalculateResult } from '../../shared/recalculation/recalculate.ts';
import { recordedRun } from '../../shared/schedules/recorded-run.ts';
import { recalculateMetrics } from './metric-names.ts';

const logger = createLogger();
const database = connect({ statementTimeout: 30_000, connections: WORKERS });
/** Less than the minute after which the schedule calls again, so that runs do not pile up beside each other. */
const RUN_MS = 50_000;

/** Run by a schedule: works on the recalculations that changes of prices and baselines asked for. */
export async function handler(): Promise<RecalculateResult> {
  const end = Date.now() + RUN_MS;
  const timeIsUp = () => Date.now() >= end;
  const result = await recordedRun(database, 'recalculate', () => recalculate(database, { timeIsUp }));
  publish(recalculateMetrics, { runs: 1, examined: result.examined, oldest: result.oldestAgeSeconds });
  if (result.examined > 0) logger.info('recalculated', { ...result });
  return result;
}
