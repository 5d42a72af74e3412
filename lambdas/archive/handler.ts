import { S3Client } from '@aws-sdk/client-s3';
import type { Context } from 'aws-lambda';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { connect } from '../../shared/database/database.ts';
import { environment } from '../../shared/environment/environment.ts';
import { createLogger } from '../../shared/logging/logger.ts';
import { publish } from '../../shared/metrics/publish.ts';
import { recordedRun } from '../../shared/schedules/recorded-run.ts';
import { archive, type ArchiveResult } from './archive.ts';
import { archiveBucket } from './bucket.ts';
import { archiveMetrics } from './metric-names.ts';

const logger = createLogger();
const database = connect({ statementTimeout: 30_000 });
const { ARCHIVE_BUCKET } = environment({ ARCHIVE_BUCKET: z.string().min(1) });
const bucket = archiveBucket(new S3Client({}), ARCHIVE_BUCKET);
/** Left for the day that is being put into files: ten million executions take five minutes. */
const RESERVE_MS = 7 * 60_000;

/** Run by a schedule: puts the days of weeks that are over into files, for organizations that archive. */
export async function handler(_event: unknown, context: Context): Promise<ArchiveResult> {
  const directory = await mkdtemp(path.join(tmpdir(), 'payback-archive-'));
  const result = await recordedRun(database, 'archive', () =>
    archive({
      database,
      bucket,
      directory,
      now: Date.now(),
      timeIsUp: () => context.getRemainingTimeInMillis() < RESERVE_MS,
      onRefused: (refused) => logger.error('a day is not archived', { ...refused }),
    }),
  );
  const { days, refused } = result;
  publish(archiveMetrics, { runs: 1, days, refused });
  logger.info('archived', { ...result });
  return result;
}
