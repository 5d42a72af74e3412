import { createLogger } from '../../shared/logging/logger.ts';
import type { Context } from 'aws-lambda';
import { connect } from '../../shared/database/database.ts';
import { publish } from '../../shared/metrics/publish.ts';
import { recordedRun } from '../../shared/schedules/recorded-run.ts';
import { fold, type FoldResult } from './fold.ts';
import { rollupMetrics } from './metric-names.ts';
import { refresh, REFRESH_AFTER } from './refresh.ts';

const logger = createLogger();
const STATEMENT_TIMEOUT = 60_000;
const database = connect({ statementTimeout: STATEMENT_TIMEOUT });

export interface RollupResult extends FoldResult {
  /** Organization-days whose aggregations were made again. */
  readonly refreshed: number;
}

/** Run by a schedule: folds what is pending. What does not fit into the time is left to the next run. */
export async function handler(_event: unknown, context: Context): Promise<RollupResult> {
  const start = Date.now();
  const timeIsUp = () => context.getRemainingTimeInMillis() < STATEMENT_TIMEOUT;
  const result = await recordedRun(database, 'rollup', async () => {
    const folds = await fold(database, timeIsUp);
    // Without the lock it was no fold: else one that never ends would look healthy.
    if (folds.held) {
      publish(rollupMetrics, { folds: 1, folded: folds.folded, duration: (Date.now() - start) / 1_000 });
    }
    return { ...folds, refreshed: await refresh(database, start - REFRESH_AFTER, timeIsUp) };
  });
  logger.info('folded', { ...result });
  return result;
}
