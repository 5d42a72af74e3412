import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { anomaliesOperations } from '../../../lambdas/anomalies/operations.ts';
import { healthOperations } from '../../../lambdas/health/operations.ts';
import { liveOperations } from '../../../lambdas/live/operations.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import { reportsOperations } from '../../../lambdas/reports/operations.ts';
import { userDataOperations } from '../../../lambdas/user-data/operations.ts';
import type { Database } from '../../../shared/database/database.ts';
import type { Watch } from '../../../shared/http/record-access.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { testHashes } from '../../support/fixture.ts';

/** The whole API on one handler, as if one function served all routes. @param watch see {@link apiOf} */
export function wholeApi(database: Database, watch?: Watch): Api {
  return apiOf(
    (connection) => ({
      ...analyticsOperations(connection),
      ...reportsOperations({
        database: connection,
        bucket: { begin: () => Promise.reject(new Error('no file is that large')) },
        dashboardUrl: 'https://payback.example',
        clock: () => Date.parse('2026-01-26T10:00:00Z'),
      }),
      ...userDataOperations({
        database: connection,
        bucket: { begin: () => Promise.reject(new Error('no file is that large')) },
        hashesOf: testHashes,
        clock: () => Date.parse('2026-01-26T10:00:00Z'),
      }),
      ...organizationsOperations(connection, { producersEnforced: false, hashesOf: testHashes }),
      ...pricingOperations(connection),
      ...anomaliesOperations(connection),
      ...liveOperations(connection, 'wss://live.example'),
      ...healthOperations(connection),
    }),
    database,
    watch,
  );
}
