import type { Database } from '../../shared/database/database.ts';
import type { FileBucket } from '../../shared/delivery/bucket.ts';

export interface ReportsDependencies {
  readonly database: Database;
  /** Takes files that are too large for an answer. */
  readonly bucket: FileBucket;
  /** Address of the dashboard, without a slash at its end. */
  readonly dashboardUrl: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}
