import { createLogger } from '../../shared/logging/logger.ts';
import type { Context } from 'aws-lambda';
import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { connect } from '../../shared/database/database.ts';
import { publish } from '../../shared/metrics/publish.ts';
import { recordedRun } from '../../shared/schedules/recorded-run.ts';
import { auditEvent } from './event.ts';
import { priceAuditMetrics } from './metric-names.ts';
import { auditAll, type AuditResult } from './price-audit.ts';
import { rebuild, type RebuildResult } from './rebuild.ts';
import { verify, type Verified } from './verify.ts';

const logger = createLogger();
/** Time enough to reconcile 40 million executions of one organization. */
const STATEMENT_TIMEOUT = 120_000;
const LARGEST_SEED = 2 ** 48 - 1;
const database = connect({ statementTimeout: STATEMENT_TIMEOUT });

/** Run by a schedule: audits all organizations. Called by hand with `rebuild` or `verify`: repairs, or compares, one day. */
export async function handler(
  event: unknown,
  context: Context,
): Promise<AuditResult | RebuildResult | Verified> {
  // An organization, and a page of a day, take two statements.
  const timeIsUp = () => context.getRemainingTimeInMillis() < 2 * STATEMENT_TIMEOUT;
  const parsed = auditEvent.safeParse(event);
  if (!parsed.success) throw new Error(`The event is wrong: ${z.prettifyError(parsed.error)}`);
  if (parsed.data.rebuild) {
    const result = await rebuild(database, parsed.data.rebuild, Date.now());
    logger.info('rebuilt', { ...parsed.data.rebuild, ...result });
    return result;
  }
  if (parsed.data.verify) return verify(database, parsed.data.verify, timeIsUp);
  const seed = randomInt(LARGEST_SEED);
  const result = await recordedRun(database, 'price-audit', () =>
    auditAll(database, {
      now: Date.now(),
      seed,
      allDays: parsed.data.all_days,
      timeIsUp,
      onDifferences: (organizationId, repriced) =>
        logger.error('stored costs are not what the price book says', { organizationId, ...repriced }),
      onDrift: (organizationId, days) =>
        logger.error('rollups are not the sums of their executions, or not what they were', {
          organizationId,
          days,
        }),
      onFailure: (organizationId, error) =>
        logger.error('an organization could not be audited', { organizationId, error }),
    }),
  );
  publish(priceAuditMetrics, { audits: 1, ...result });
  logger.info('audited', { seed, ...result });
  return result;
}
