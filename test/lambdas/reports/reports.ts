import type { FileBucket } from '../../../shared/delivery/bucket.ts';
import { reportsOperations } from '../../../lambdas/reports/operations.ts';
import type { Database } from '../../../shared/database/database.ts';
import { apiOf, type Api } from '../../support/api.ts';

export const DASHBOARD_URL = 'https://payback.example';

/** Of a test that expects no file to be too large for an answer. */
const noBucket: FileBucket = {
  begin: () => Promise.reject(new Error('not to be used')),
};

export function reportsApi(
  database: Database,
  bucket: FileBucket = noBucket,
  clock: () => number = () => Date.parse('2026-01-26T10:00:00Z'),
): Api {
  return apiOf(
    (connection) => reportsOperations({ database: connection, bucket, dashboardUrl: DASHBOARD_URL, clock }),
    database,
  );
}
