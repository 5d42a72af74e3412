import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { userDataOperations } from '../../../lambdas/user-data/operations.ts';
import type { Database } from '../../../shared/database/database.ts';
import type { FileBucket } from '../../../shared/delivery/bucket.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { testHashes } from '../../support/fixture.ts';

/** Of a test that expects no file to be too large for an answer. */
const noBucket: FileBucket = {
  begin: () => Promise.reject(new Error('not to be used')),
};

/** Personal data, and members to whom it is linked. */
export function userDataApi(
  database: Database,
  bucket: FileBucket = noBucket,
  clock: () => number = () => Date.parse('2026-01-26T10:00:00Z'),
): Api {
  return apiOf(
    (connection) => ({
      ...userDataOperations({ database: connection, bucket, hashesOf: testHashes, clock }),
      ...organizationsOperations(connection, { producersEnforced: false, hashesOf: testHashes }),
    }),
    database,
  );
}
