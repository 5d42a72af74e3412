import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { connect } from '../../shared/database/database.ts';
import { environment } from '../../shared/environment/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { recordAccess } from '../../shared/http/record-access.ts';
import { fileBucket } from '../../shared/delivery/bucket.ts';
import { reportsOperations } from './operations.ts';

const { FILES_BUCKET, DASHBOARD_URL } = environment({
  FILES_BUCKET: z.string().min(1),
  DASHBOARD_URL: z.url(),
});

const database = connect({ statementTimeout: 5_000 });

export const handler = httpHandler(
  reportsOperations({
    database,
    bucket: fileBucket(new S3Client({}), FILES_BUCKET),
    dashboardUrl: DASHBOARD_URL,
    clock: Date.now,
  }),
  recordAccess(database),
);
