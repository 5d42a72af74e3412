import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { connect } from '../../shared/database/database.ts';
import { environment } from '../../shared/environment/environment.ts';
import { createLogger } from '../../shared/logging/logger.ts';
import { publish } from '../../shared/metrics/publish.ts';
import { recordedRun } from '../../shared/schedules/recorded-run.ts';
import { retentionMetrics } from './metric-names.ts';
import { applyRetention, type RetentionResult } from './retention.ts';

const logger = createLogger();
const { AUDIT_LOG_DAYS } = environment({ AUDIT_LOG_DAYS: z.coerce.number().pipe(z.int().min(366)) });
const STATEMENT_TIMEOUT = 30_000;
const database = connect({ statementTimeout: STATEMENT_TIMEOUT });

/** Run by a schedule: decides which days organizations no longer keep, and deletes what was decided before. */
export async function handler(_event: unknown, context: Context): Promise<RetentionResult> {
  const result = await recordedRun(database, 'retention', () =>
    applyRetention({
      database,
      now: Date.now(),
      auditLogDays: AUDIT_LOG_DAYS,
      // One more batch, and what is measured at the end.
      timeIsUp: () => context.getRemainingTimeInMillis() < 2 * STATEMENT_TIMEOUT,
    }),
  );
  const { executions, rejections, users, counts, auditEntries, weeks, beyond } = result;
  const deleted = executions + rejections + users + counts + auditEntries;
  publish(retentionMetrics, { runs: 1, deleted, weeks, beyond });
  logger.info('retention applied', { ...result });
  return result;
}
