import { connect } from '../../shared/database/database.ts';
import { createLogger } from '../../shared/logging/logger.ts';
import { publish } from '../../shared/metrics/publish.ts';
import { recordedRun } from '../../shared/schedules/recorded-run.ts';
import { vitalsMetrics } from './metric-names.ts';
import { readVitals, type Vitals } from './read-vitals.ts';

const logger = createLogger();
const database = connect({ statementTimeout: 30_000 });

/** Run by a schedule: publishes how the deployment is, whatever jobs and locks are at work. */
export async function handler(): Promise<Vitals> {
  const vitals = await recordedRun(database, 'vitals', () => readVitals(database, Date.now()));
  publish(vitalsMetrics, { runs: 1, ...vitals });
  logger.info('vitals', { ...vitals });
  return vitals;
}
