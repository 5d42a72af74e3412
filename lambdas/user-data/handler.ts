import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { connect } from '../../shared/database/database.ts';
import { fileBucket } from '../../shared/delivery/bucket.ts';
import { environment } from '../../shared/environment/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { recordAccess } from '../../shared/http/record-access.ts';
import { userHashes } from '../../shared/users/user-hashes.ts';
import { userDataOperations } from './operations.ts';

const { FILES_BUCKET } = environment({ FILES_BUCKET: z.string().min(1) });

const database = connect({ statementTimeout: 5_000 });

export const handler = httpHandler(
  userDataOperations({
    database,
    bucket: fileBucket(new S3Client({}), FILES_BUCKET),
    hashesOf: userHashes(),
    clock: Date.now,
  }),
  recordAccess(database),
);
