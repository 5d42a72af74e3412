import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { connect } from '../../shared/database/database.ts';
import { environment } from '../../shared/environment/environment.ts';
import { createLogger } from '../../shared/logging/logger.ts';
import { publish } from '../../shared/metrics/publish.ts';
import { recordedRun } from '../../shared/schedules/recorded-run.ts';
import { buckets } from './buckets.ts';
import { erase } from './erase.ts';
import { erasureMetrics } from './metric-names.ts';
import { replay } from './replay.ts';

const logger = createLogger();
const database = connect({ statementTimeout: 30_000 });
const name = z.string().min(1);
const { FILES_BUCKET, TOMBSTONES_BUCKET } = environment({ FILES_BUCKET: name, TOMBSTONES_BUCKET: name });
const stores = buckets(new S3Client({}), { files: FILES_BUCKET, tombstones: TOMBSTONES_BUCKET });
/** Less than the minute after which the schedule calls again, so that runs do not pile up beside each other. */
const RUN_MS = 50_000;

const eventSchema = z.union([z.strictObject({ replay: z.literal(true) }), z.object({})]);

/** Run by a schedule: does what is left of erasures. By hand after a restore, with `{"replay":true}`: see the runbook. */
export async function handler(event: unknown): Promise<object> {
  const asked = eventSchema.parse(event);
  if ('replay' in asked) {
    const replayed = await replay(database, stores);
    logger.info('erasures replayed', { ...replayed });
    return replayed;
  }
  const end = Date.now() + RUN_MS;
  const result = await recordedRun(database, 'erasure', () =>
    erase({ database, buckets: stores, timeIsUp: () => Date.now() >= end }),
  );
  const { executions, oldest } = result;
  publish(erasureMetrics, { runs: 1, executions, oldest });
  if (executions + result.finished > 0) logger.info('erased', { ...result });
  return result;
}
